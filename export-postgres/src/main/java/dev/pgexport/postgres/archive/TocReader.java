package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an archive's table of contents; of its entries those that have data are kept, or all. */
final class TocReader {
    /** Names of tables take 63 bytes; longer strings are not needed. */
    private static final int LONGEST = 1024;

    /** A table has at most 1,600 columns, each with a name of up to 63 bytes, any of which may be a doubled quote. */
    private static final int LONGEST_COPY = 1 << 18;

    private static final int TABLE_ACCESS_METHOD_SINCE = 14;
    private static final int RELATION_KIND_SINCE = 16;

    /** What is wanted of the entries. */
    enum Wanted {
        /** Those that have data. */
        DATA,
        /** Those that have data, and what columns the rows have. */
        ROWS,
        /** All, with what they depend on, and without columns. */
        ALL_ENTRIES
    }

    /** What an entry consists of, in its order. */
    private enum Field {
        ID,
        HAS_DATA,
        TABLE_OID,
        OID,
        TAG,
        DESCRIPTION,
        SECTION,
        DEFINITION,
        DROP,
        COPY,
        SCHEMA,
        TABLESPACE,
        TABLE_ACCESS_METHOD,
        RELATION_KIND,
        OWNER,
        WITH_OIDS,
        DEPENDENCIES,
        PLACE
    }

    private static final Field[] FIELDS = Field.values();

    /** An entry whose names are bytes yet, as ISO-8859-1 keeps them: the encoding may be said by a later entry. */
    private record RawEntry(int id, String description, String tag, String schema, String copy, String file) {}

    private final ArchiveFormat format;
    private final HeaderReader header;
    private final IntegerReader integers;
    private final StringReader strings;
    private final StringReader copies;
    private final Wanted wanted;
    private final List<RawEntry> withData = new ArrayList<>();
    private final List<RawEntry> all = new ArrayList<>();
    private final List<List<Integer>> allDependencies = new ArrayList<>();
    private final List<Integer> dependencies = new ArrayList<>();

    private boolean counted;
    private int remaining;
    private int field;
    private int id;
    private boolean hasData;
    private String tag = "";
    private String description = "";
    private String schema = "";
    private String copy = "";
    private int offsetBytes;
    private Charset charset = StandardCharsets.UTF_8;

    TocReader(ArchiveFormat format, HeaderReader header, IntegerReader integers, Wanted wanted) {
        this.format = format;
        this.header = header;
        this.integers = integers;
        this.strings = new StringReader(integers, LONGEST);
        this.copies = new StringReader(integers, wanted == Wanted.ROWS ? LONGEST_COPY : 0);
        this.wanted = wanted;
    }

    /** Read on; return whether the table of contents is complete. */
    boolean read(ByteBuffer input) {
        if (!counted) {
            if (!integers.read(input)) {
                return false;
            }
            counted = true;
            remaining = integers.value();
            if (remaining < 0) {
                throw IncompleteDump.because("a table of contents with " + remaining + " entries");
            }
        }
        while (remaining > 0 && input.hasRemaining()) {
            if (!exists(FIELDS[field]) || advance(FIELDS[field], input)) {
                next();
            }
        }
        return remaining == 0;
    }

    private void next() {
        field++;
        if (field == FIELDS.length) {
            field = 0;
            remaining--;
        }
    }

    private boolean exists(Field which) {
        return switch (which) {
            case TABLE_ACCESS_METHOD -> header.version().isAtLeast(TABLE_ACCESS_METHOD_SINCE);
            case RELATION_KIND -> header.version().isAtLeast(RELATION_KIND_SINCE);
            default -> true;
        };
    }

    private boolean advance(Field which, ByteBuffer input) {
        return switch (which) {
            case ID, HAS_DATA, SECTION, RELATION_KIND -> integers.read(input) && take(which);
            case DEPENDENCIES -> strings.read(input) && dependency();
            case COPY -> copies.read(input) && take(which);
            case PLACE -> place(input);
            default -> strings.read(input) && take(which);
        };
    }

    /** Keep a dependency; return whether there are no more. */
    private boolean dependency() {
        if (strings.isAbsent()) {
            return true;
        }
        if (wanted == Wanted.ALL_ENTRIES) {
            try {
                dependencies.add(Integer.valueOf(strings.text()));
            } catch (NumberFormatException e) {
                throw IncompleteDump.because("a dependency on " + strings.text());
            }
        }
        return false;
    }

    private boolean take(Field which) {
        switch (which) {
            case ID -> id = integers.value();
            case HAS_DATA -> hasData = integers.value() != 0;
            case TAG -> tag = strings.text();
            case DESCRIPTION -> description = strings.text();
            case DEFINITION -> definition();
            case COPY -> copy = copies.text();
            case SCHEMA -> schema = strings.text();
            default -> {
                // Not needed here.
            }
        }
        return true;
    }

    private void definition() {
        if (description.equals("ENCODING")) {
            charset = ServerEncoding.charset(strings.text());
        }
    }

    private boolean place(ByteBuffer input) {
        if (format == ArchiveFormat.DIRECTORY) {
            return strings.read(input) && keep(strings.text());
        }
        // A flag and the offset of the data, which is unknown in what was written to a pipe.
        int count = Math.min(1 + header.offsetSize() - offsetBytes, input.remaining());
        input.position(input.position() + count);
        offsetBytes += count;
        if (offsetBytes <= header.offsetSize()) {
            return false;
        }
        offsetBytes = 0;
        return keep("");
    }

    private boolean keep(String file) {
        RawEntry entry = new RawEntry(id, description, tag, schema, copy, file);
        if (hasData) {
            withData.add(entry);
        }
        if (wanted == Wanted.ALL_ENTRIES) {
            all.add(entry);
            allDependencies.add(List.copyOf(dependencies));
            dependencies.clear();
        }
        return true;
    }

    /** Return the entries that have data, in the archive's order. */
    List<TocEntry> entries() {
        return withData.stream().map(this::decode).toList();
    }

    /** Return all entries, in the archive's order. */
    List<ArchiveEntry> allEntries() {
        List<ArchiveEntry> entries = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            RawEntry raw = all.get(i);
            entries.add(new ArchiveEntry(
                    raw.id(), raw.description(), decode(raw.schema()), decode(raw.tag()), allDependencies.get(i)));
        }
        return entries;
    }

    private TocEntry decode(RawEntry raw) {
        Optional<TableName> table = raw.description().equals(TocEntry.TABLE_DATA)
                ? Optional.of(new TableName(decode(raw.schema()), decode(raw.tag())))
                : Optional.empty();
        return new TocEntry(
                raw.id(),
                raw.description(),
                table,
                wanted == Wanted.ROWS ? table.map(name -> copyHeader(name, raw.copy())) : Optional.empty(),
                Optional.of(raw.file()).filter(file -> !file.isEmpty()));
    }

    private CopyHeader copyHeader(TableName table, String statement) {
        return new CopyHeader(table, CopyStatement.columns(decode(statement)), charset);
    }

    private String decode(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
    }
}
