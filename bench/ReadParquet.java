import dev.pgexport.snapshot.parquet.LocalFileSource;
import dev.pgexport.snapshot.parquet.ParquetFile;
import dev.pgexport.snapshot.parquet.ParquetRows;
import dev.pgexport.snapshot.parquet.TextRow;
import java.nio.file.Path;

/** Reads a Parquet file as text, for bench/parquet, and prints the rows and the bytes of text. */
public final class ReadParquet {
    private ReadParquet() {}

    public static void main(String[] arguments) {
        long rows = 0;
        long bytes = 0;
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(Path.of(arguments[0])))) {
            ParquetRows cursor = parquet.rows();
            while (cursor.next()) {
                TextRow row = cursor.row();
                rows++;
                for (int field = 0; field < row.fieldCount(); field++) {
                    bytes += Math.max(0, row.length(field));
                }
            }
        }
        System.out.println(rows + " " + bytes);
    }
}
