package dev.pgexport.compare.strategy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What this process and its children use of the machine, as Linux tells it in proc(5); unknown elsewhere. */
final class ProcessUsage {
    /** USER_HZ, which is 100 on every machine that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME_OF_CHILDREN = 14;

    /** Asks for VmHWM to be reset. */
    private static final String RESET_PEAK = "5";

    private final Path proc;

    ProcessUsage() {
        this(Path.of("/proc"));
    }

    ProcessUsage(Path proc) {
        this.proc = proc;
    }

    /** Start the peak anew, and return whether that could be done. */
    boolean resetPeak() {
        try {
            Files.writeString(proc.resolve("self/clear_refs"), RESET_PEAK);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Return the largest resident set of this process since its start or the last reset, in bytes. */
    OptionalLong peak() {
        return status("self", "VmHWM:");
    }

    /** Return the resident sets of this process and of its children but those, in bytes. */
    OptionalLong resident(Set<Long> without) {
        OptionalLong own = status("self", "VmRSS:");
        if (own.isEmpty()) {
            return own;
        }
        long children = ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(pid -> !without.contains(pid))
                .mapToLong(pid -> status(String.valueOf(pid), "VmRSS:").orElse(0))
                .sum();
        return OptionalLong.of(own.getAsLong() + children);
    }

    /** Return the children that there are. */
    Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    /** Return the processor time of this process and of the children that have ended. */
    Optional<Duration> processorTime() {
        return read("self/stat", text -> {
            // What is before the last parenthesis is the program's name, which may hold anything.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = USER_TIME; field <= SYSTEM_TIME_OF_CHILDREN; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        });
    }

    private OptionalLong status(String process, String key) {
        Optional<Long> kibibytes = read(
                        process + "/status",
                        text -> text.lines()
                                .filter(line -> line.startsWith(key))
                                .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
                                .findFirst())
                .flatMap(found -> found);
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.get() * 1024) : OptionalLong.empty();
    }

    private <T> Optional<T> read(String file, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(Files.readString(proc.resolve(file))));
        } catch (IOException | RuntimeException e) {
            // Not Linux, or the process has ended.
            return Optional.empty();
        }
    }
}
