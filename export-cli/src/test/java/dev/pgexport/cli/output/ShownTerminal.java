package dev.pgexport.cli.output;

/** A program that says what it takes its standard error for. */
final class ShownTerminal {
    private ShownTerminal() {}

    public static void main(String[] arguments) {
        System.out.println(Terminal.ofProcess(System.getenv()));
    }
}
