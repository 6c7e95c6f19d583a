package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A Parquet file as RDS writes it: flat columns of the types of RDS's type table. Not thread-safe; close it, which closes
 * its source.
 */
public final class ParquetFile implements AutoCloseable {
    private final SeekableSource source;
    private final ParquetFooter footer;

    private ParquetFile(SeekableSource source, ParquetFooter footer) {
        this.source = source;
        this.footer = footer;
    }

    /**
     * Read the footer: of a file in S3 that {@link S3Source#open} has opened usually no further request.
     *
     * @param source closed with the file, and when this fails
     * @throws ExportException of kind INTEGRITY when it is not a Parquet file, is cut, damaged or encrypted, or has nested
     *     or repeated columns
     */
    public static ParquetFile open(SeekableSource source) {
        try {
            return new ParquetFile(source, FooterReader.read(source));
        } catch (Throwable e) {
            try {
                source.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    public ParquetFooter footer() {
        return footer;
    }

    /** Read the rows from the first, with all columns. See {@link #rows(List)}. */
    public ParquetRows rows() {
        return ParquetRows.of(source, footer, footer.columns());
    }

    /**
     * Read the rows from the first, with some columns. Nothing else is fetched, but for columns of small row groups, of
     * which all are fetched at once.
     *
     * @param names in the order that the rows shall have them
     * @throws ExportException of kind CONFIGURATION when there is no such column; INTEGRITY when a column is of a type that
     *     RDS does not write
     */
    public ParquetRows rows(List<String> names) {
        List<ParquetColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(footer.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new ExportException(Kind.CONFIGURATION, source.name() + " has no column " + name)));
        }
        return ParquetRows.of(source, footer, columns);
    }

    @Override
    public void close() {
        source.close();
    }
}
