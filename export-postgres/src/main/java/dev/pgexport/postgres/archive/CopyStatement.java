package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of tables in a plain dump. */
final class CopyStatement {
    private static final String IDENTIFIER = "(?:\"((?:[^\"]|\"\")+)\"|([^\\s\".(]+))";
    private static final String COLUMN_IDENTIFIER = "(?:\"((?:[^\"]|\"\")+)\"|([^\\s\",()]+))";
    private static final Pattern COPY =
            Pattern.compile("COPY " + IDENTIFIER + "\\." + IDENTIFIER + "\\s", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile(COLUMN_IDENTIFIER + "(, |\\))", Pattern.DOTALL);
    private static final Pattern ANNOUNCED =
            Pattern.compile(" Data for Name: (.+); Type: TABLE DATA; Schema: (.+); Owner: .*");

    private CopyStatement() {}

    /** Return the table of {@code COPY schema.table (...) FROM stdin;}. */
    static TableName table(String statement) {
        Matcher matcher = COPY.matcher(statement);
        if (!matcher.lookingAt()) {
            throw IncompleteDump.because("a COPY of no table: " + statement);
        }
        return new TableName(identifier(matcher, 1), identifier(matcher, 3));
    }

    /** Return the columns of {@code COPY schema.table (...) FROM stdin;}, none when there is no list of them. */
    static List<String> columns(String statement) {
        Matcher matcher = COPY.matcher(statement);
        if (!matcher.lookingAt()) {
            throw IncompleteDump.because("a COPY of no table: " + statement);
        }
        List<String> columns = new ArrayList<>();
        if (statement.startsWith("(", matcher.end())) {
            matcher.usePattern(COLUMN).region(matcher.end() + 1, statement.length());
            while (matcher.lookingAt()) {
                columns.add(identifier(matcher, 1));
                if (matcher.group(3).equals(")")) {
                    return columns;
                }
                matcher.region(matcher.end(), statement.length());
            }
            throw IncompleteDump.because("a COPY whose list of columns has no end: " + statement);
        }
        return columns;
    }

    private static String identifier(Matcher matcher, int group) {
        String quoted = matcher.group(group);
        return quoted == null ? matcher.group(group + 1) : quoted.replace("\"\"", "\"");
    }

    /** Return the table whose rows a comment announces. */
    static Optional<TableName> announced(String comment) {
        Matcher matcher = ANNOUNCED.matcher(comment);
        return matcher.matches() ? Optional.of(new TableName(matcher.group(2), matcher.group(1))) : Optional.empty();
    }
}
