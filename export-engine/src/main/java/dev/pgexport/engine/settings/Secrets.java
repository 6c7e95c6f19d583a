package dev.pgexport.engine.settings;

import java.util.regex.Pattern;

/** Masks secrets in texts that people will see. */
public final class Secrets {
    /** What stands in a secret's place. */
    public static final String MASK = "********";

    /** The password of a URI's authority: all between the first colon of the user's part and the last @. */
    private static final Pattern AUTHORITY = Pattern.compile("(://[^/:@\\s?#]*):[^/\\s?#]*@");

    /** A password that has a / or ? in it unencoded, and so is no authority by the letter. */
    private static final Pattern LOOSE_AUTHORITY = Pattern.compile("(://[^/:@\\s]*):[^\\s@]*@");

    /** A keyword of a connection string or a parameter of a URI: {@code password=...}, also quoted, and of a signed one. */
    private static final Pattern KEYWORD = Pattern.compile(
            "(?i)\\b((?:ssl)?password|secret|token|x-amz-signature)(\\s*=\\s*)('(?:[^'\\\\]|\\\\.)*'?|[^\\s&]*)");

    private Secrets() {}

    /** Return the text with the passwords of URIs and connection strings masked. */
    public static String mask(String text) {
        String masked = AUTHORITY.matcher(text).replaceAll("$1:" + MASK + "@");
        masked = LOOSE_AUTHORITY.matcher(masked).replaceAll("$1:" + MASK + "@");
        return KEYWORD.matcher(masked).replaceAll("$1$2" + MASK);
    }
}
