package dev.pgexport.filesystem;

import dev.pgexport.api.ObjectName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Walks over the files below a folder, lazily, and holds one open folder for each level of depth.
 *
 * <p>Follows no symbolic link, leaves out this sink's own files, and bears with what appears or disappears meanwhile,
 * which {@link Files#walk} does not.
 */
final class FolderWalk implements AutoCloseable {
    /** A file of the walk. */
    record Entry(Path path, BasicFileAttributes attributes) {}

    private record Level(DirectoryStream<Path> stream, Iterator<Path> children) {}

    private final Path top;
    private final Deque<Level> levels = new ArrayDeque<>();

    FolderWalk(Path top) throws IOException {
        this.top = top;
        enter(top);
    }

    @SuppressWarnings("StreamResourceLeak") // the levels are closed one by one
    private void enter(Path folder) throws IOException {
        try {
            DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
            levels.push(new Level(stream, stream.iterator()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // There is nothing below it.
        }
    }

    Stream<Entry> stream() {
        return StreamSupport.stream(new Entries(), false);
    }

    /** Go on to the next file. */
    private boolean advance(Consumer<? super Entry> action) throws IOException {
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (!level.children.hasNext()) {
                levels.remove().stream.close();
                continue;
            }
            Path child = level.children.next();
            if (child.getFileName().toString().startsWith(ObjectName.RESERVED_PREFIX)) {
                continue;
            }
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory()) {
                    enter(child);
                } else if (attributes.isRegularFile()) {
                    action.accept(new Entry(child, attributes));
                    return true;
                }
            } catch (NoSuchFileException e) {
                // It was deleted meanwhile.
            }
        }
        return false;
    }

    private final class Entries extends Spliterators.AbstractSpliterator<Entry> {
        Entries() {
            super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
        }

        @Override
        public boolean tryAdvance(Consumer<? super Entry> action) {
            try {
                return advance(action);
            } catch (IOException e) {
                throw FileFailure.of("cannot list", top, e);
            } catch (DirectoryIteratorException e) {
                throw FileFailure.of("cannot list", top, Objects.requireNonNull(e.getCause()));
            }
        }
    }

    @Override
    public void close() {
        try {
            while (!levels.isEmpty()) {
                levels.remove().stream.close();
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot list", top, e);
        }
    }
}
