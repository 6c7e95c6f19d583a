package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.postgres.archive.TableOfContents;
import dev.pgexport.postgres.archive.TocEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which files belong to a dump in directory format, see pg_backup_directory.c. */
final class DumpDirectory {
    /** The list of large objects of pg_dump 16 and earlier, whatever their table of contents says. */
    private static final String OLD_LIST = "blobs.toc";

    private static final Pattern LIST_LINE = Pattern.compile("(\\d+) (blob_\\d+\\.dat)");

    /** Reads the lines of a list of large objects. */
    interface Lists {
        List<String> read(String name) throws IOException;
    }

    private DumpDirectory() {}

    /** Return the file's name as the table of contents has it: what is compressed ends in more. */
    static String withoutCompression(String name) {
        for (String suffix : List.of(".gz", ".zst")) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }

    static boolean isList(String name) {
        return name.startsWith("blobs") && name.endsWith(".toc");
    }

    /** Return every file that a dump has, by its name without compression. */
    static Map<String, DumpFile> announced(TableOfContents contents, Lists lists) throws IOException {
        Map<String, DumpFile> announced = new HashMap<>();
        announced.put(TableOfContents.FILE, DumpFile.WITHOUT_ROWS);
        for (TocEntry entry : contents.entries()) {
            String file = entry.file()
                    .orElseThrow(() ->
                            new ExportException(ExportException.Kind.INTEGRITY, "the dump names no file for " + entry));
            if (!entry.isLargeObjects()) {
                announced.put(file, new DumpFile(entry.table()));
                continue;
            }
            String list = contents.listPerEntry() ? file : OLD_LIST;
            announced.put(list, DumpFile.WITHOUT_ROWS);
            for (String line : lists.read(list)) {
                Matcher matcher = LIST_LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new ExportException(
                            ExportException.Kind.INTEGRITY, list + " has a line of another form: " + line);
                }
                announced.put(matcher.group(2), DumpFile.WITHOUT_ROWS);
            }
        }
        return announced;
    }

    static void requireNothingMissing(Collection<String> missing) {
        missing.stream().sorted().findFirst().ifPresent(name -> {
            throw new ExportException(
                    ExportException.Kind.INTEGRITY,
                    "the dump is not whole: " + name + " is missing (" + missing.size() + " such files)");
        });
    }
}
