package dev.pgexport.postgres.archive;

/**
 * Splits SQL, byte by byte, into statements, comments to the end of the line, and psql's commands.
 *
 * <p>Follows "Lexical Structure" of PostgreSQL's documentation. Server encodings keep ASCII to itself, so that bytes do.
 */
final class SqlScanner {
    /** What was found. */
    enum Kind {
        STATEMENT,
        COMMENT,
        COMMAND
    }

    private enum State {
        PLAIN,
        DASH,
        SLASH,
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        IDENTIFIER,
        DOLLAR_TAG,
        DOLLAR_STRING,
        COMMAND
    }

    private final ExcerptBuffer statement;
    private final ExcerptBuffer line = new ExcerptBuffer(1024);
    private final StringBuilder tag = new StringBuilder();
    private State state = State.PLAIN;
    private Kind kind = Kind.STATEMENT;
    private boolean escapeAll;
    private boolean escapes;
    private boolean escaped;
    private int depth;
    private byte previous = '\n';
    private byte beforePrevious = '\n';
    private int matched;

    /** Split SQL, of whose statements the first so many bytes are kept, and the last few. */
    SqlScanner(int longest) {
        statement = new ExcerptBuffer(longest);
    }

    /** Take backslashes in all strings as escapes, as standard_conforming_strings = off does. */
    void escapeAllStrings() {
        escapeAll = true;
    }

    Kind kind() {
        return kind;
    }

    /** Return what was found, with its bytes as ISO-8859-1 characters; of a long one the beginning and the end. */
    String text() {
        return (kind == Kind.STATEMENT ? statement : line).takeText();
    }

    /** Take the next byte; return whether something ends with it. */
    boolean take(byte next) {
        boolean ended = false;
        switch (state) {
            case PLAIN -> ended = plain(next);
            case DASH -> ended = dash(next);
            case SLASH -> ended = slash(next);
            case LINE_COMMENT -> ended = lineEnd(next, Kind.COMMENT);
            case COMMAND -> ended = lineEnd(next, Kind.COMMAND);
            case BLOCK_COMMENT -> blockComment(next);
            case STRING -> string(next);
            case IDENTIFIER -> quoted(next, '"');
            case DOLLAR_TAG -> ended = dollarTag(next);
            case DOLLAR_STRING -> dollarString(next);
        }
        beforePrevious = previous;
        previous = next;
        return ended;
    }

    private boolean plain(byte next) {
        switch (next) {
            case '-' -> state = State.DASH;
            case '/' -> state = State.SLASH;
            case '\'' -> {
                escapes = escapeAll || ((previous == 'E' || previous == 'e') && !isWord(beforePrevious));
                escaped = false;
                keep(next, State.STRING);
            }
            case '"' -> keep(next, State.IDENTIFIER);
            case '$' -> {
                tag.setLength(0);
                tag.append('$');
                keep(next, isWord(previous) ? State.PLAIN : State.DOLLAR_TAG);
            }
            case '\\' -> {
                if (statement.isEmpty() && previous == '\n') {
                    line.add(next);
                    state = State.COMMAND;
                } else {
                    statement.add(next);
                }
            }
            case ';' -> {
                statement.add(next);
                kind = Kind.STATEMENT;
                return true;
            }
            default -> {
                if (!statement.isEmpty() || next > ' ' || next < 0) {
                    statement.add(next);
                }
            }
        }
        return false;
    }

    private void keep(byte next, State then) {
        statement.add(next);
        state = then;
    }

    private boolean dash(byte next) {
        if (next == '-') {
            state = State.LINE_COMMENT;
            return false;
        }
        statement.add((byte) '-');
        state = State.PLAIN;
        return plain(next);
    }

    private boolean slash(byte next) {
        if (next == '*') {
            depth = 1;
            matched = 0;
            state = State.BLOCK_COMMENT;
            return false;
        }
        statement.add((byte) '/');
        state = State.PLAIN;
        return plain(next);
    }

    private boolean lineEnd(byte next, Kind found) {
        if (next != '\n') {
            line.add(next);
            return false;
        }
        state = State.PLAIN;
        kind = found;
        return true;
    }

    /** Block comments nest; {@code matched} is the last byte when it may begin a pair. */
    private void blockComment(byte next) {
        if (matched == '/' && next == '*') {
            depth++;
            matched = 0;
        } else if (matched == '*' && next == '/') {
            depth--;
            matched = 0;
        } else {
            matched = next;
        }
        if (depth == 0) {
            state = State.PLAIN;
        }
    }

    private void string(byte next) {
        if (escaped) {
            escaped = false;
            statement.add(next);
        } else if (escapes && next == '\\') {
            escaped = true;
            statement.add(next);
        } else {
            quoted(next, '\'');
        }
    }

    /** A doubled quote ends one and begins the next, which comes to the same. */
    private void quoted(byte next, char end) {
        statement.add(next);
        if (next == end) {
            state = State.PLAIN;
        }
    }

    private boolean dollarTag(byte next) {
        if (next == '$') {
            tag.append('$');
            matched = 0;
            keep(next, State.DOLLAR_STRING);
            return false;
        }
        if (isWord(next) && !(tag.length() == 1 && next >= '0' && next <= '9')) {
            tag.append((char) (next & 0xFF));
            statement.add(next);
            return false;
        }
        state = State.PLAIN;
        return plain(next);
    }

    private void dollarString(byte next) {
        statement.add(next);
        if ((next & 0xFF) == tag.charAt(matched)) {
            matched++;
        } else {
            matched = next == '$' ? 1 : 0;
        }
        if (matched == tag.length()) {
            state = State.PLAIN;
        }
    }

    private static boolean isWord(byte character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character < 0;
    }
}
