package dev.pgexport.cli.compare;

import dev.pgexport.compare.report.ReportFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a report: its extension has to be one of those there are. */
final class ReportPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        try {
            Path path = Path.of(text);
            ReportFile.of(path);
            return path;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("not a file name: " + text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
