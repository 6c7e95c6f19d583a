package dev.pgexport.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of a PostgreSQL server, and the data of one that was never started.
 *
 * @param home the folder that holds both
 */
record ServerPrograms(Path home) {
    private static final int MAXIMAL_MEMORY_KIBIBYTES = 80 * 1024;

    /**
     * Return what an earlier demo of this user unpacked, or unpack it from the class path.
     *
     * @throws IOException when there is none for this machine, or it cannot be unpacked
     */
    static ServerPrograms unpacked(Map<String, String> variables) throws IOException, InterruptedException {
        String name = "postgres-" + platform() + ".txz";
        URL archive = Optional.ofNullable(ServerPrograms.class.getResource("/" + name))
                .orElseThrow(() -> new IOException("there is no PostgreSQL server for this machine (" + name + ")"));
        Path cache = cache(variables).resolve("pgexport");
        // Another version is of another length.
        Path home = cache.resolve(name + "-" + archive.openConnection().getContentLengthLong());
        if (!Files.isDirectory(home)) {
            Files.createDirectories(
                    cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path unfinished = Files.createTempDirectory(cache, "unfinished-");
            try {
                unpack(archive, unfinished);
                new ServerPrograms(unfinished).initializeCluster();
                become(unfinished, home);
            } finally {
                RemovedFolder.remove(unfinished);
            }
        }
        return new ServerPrograms(home);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return system + "-" + processor;
    }

    /** Return the folder for what can be made again, see the XDG Base Directory Specification. */
    private static Path cache(Map<String, String> variables) {
        String configured = variables.getOrDefault("XDG_CACHE_HOME", "");
        return configured.startsWith("/") ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".cache");
    }

    private static void become(Path unfinished, Path home) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another demo was faster.
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream packed = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(packed, MAXIMAL_MEMORY_KIBIBYTES))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("an entry leaves the folder: " + entry.getName());
                }
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
        }
    }

    private void initializeCluster() throws IOException, InterruptedException {
        run(
                home,
                "initdb",
                "--pgdata=" + cluster(),
                "--username=" + DemoServer.USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
    }

    /** Return the data of a server that was never started: to copy it takes a tenth of the time of making it. */
    Path cluster() {
        return home.resolve("cluster");
    }

    /**
     * Run a program to its end.
     *
     * @param folder where it runs, and where its output goes
     * @throws IOException when it fails; with its output
     */
    void run(Path folder, String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException(program + " ended with " + status + ": "
                    + Files.readString(output).strip());
        }
    }
}
