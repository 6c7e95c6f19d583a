package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.nio.charset.Charset;
import java.util.List;

/**
 * What a dump says of the rows of a table that follow.
 *
 * @param table whose rows they are
 * @param columns the columns that the rows have, in their order
 * @param charset the encoding of the rows; UTF-8 when it is not known
 */
public record CopyHeader(TableName table, List<String> columns, Charset charset) {
    public CopyHeader {
        columns = List.copyOf(columns);
    }
}
