package dev.pgexport.filesystem;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A program that takes a lock many times, and fails when it is not alone then. */
final class LockContender {
    private LockContender() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path witness = folder.resolve("witness");
        for (int taken = 0; taken < Integer.parseInt(arguments[1]); ) {
            Optional<LockFile> lock = LockFile.acquire(folder.resolve("lock"));
            if (lock.isPresent()) {
                Files.createFile(witness);
                Files.delete(witness);
                lock.get().release();
                taken++;
            }
        }
        System.out.println("alone each time");
    }
}
