package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of FAULTS.md: a fault in one phase of a window, and what becomes of the run, of mirroring and of the note.
 *
 * @param says the sentences of the exception and, beginning with their level, of the log; " … " stands for anything
 */
public record FaultRow(String fault, At at, Run run, List<String> says, Mirrored mirroring, Noted note, NextRun next) {

    /** What fails: the stop, the wait for off, or the start and the wait for on. */
    public enum At {
        STOP,
        WAIT,
        START;

        /** The name of the call in Fabric's REST API. */
        public String call() {
            return this == STOP ? "stopMirroring" : "startMirroring";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Run {
        SUCCEEDS,
        FAILS
    }

    public enum Mirrored {
        ON,
        OFF
    }

    public enum Noted {
        GONE,
        STAYS
    }

    /** What the next run does, with the fault gone. */
    public enum NextRun {
        NOTHING("makes no call"),
        RUNS("stops mirroring, runs the tagged migration, starts mirroring", "stopMirroring", "startMirroring"),
        STARTS("starts mirroring, removes the note", "startMirroring"),
        STARTS_WITH_NOTHING_PENDING("with nothing pending: starts mirroring, removes the note", "startMirroring"),
        TAKES_OVER(
                "finds mirroring off, runs the tagged migration, starts mirroring, removes the note", "startMirroring"),
        TAKES_OVER_AFTER_REPAIR(
                "after `flyway repair`: finds mirroring off, runs the tagged migration, starts mirroring, removes the note",
                "startMirroring"),
        TAKES_OVER_AND_STOPS(
                "finds mirroring on, stops it, runs the tagged migration, starts mirroring, removes the note",
                "stopMirroring",
                "startMirroring"),
        TIDIES_UP("finds mirroring on, removes the note");

        private final String words;
        private final List<String> calls;

        NextRun(String words, String... calls) {
            this.words = words;
            this.calls = List.of(calls);
        }

        public String words() {
            return words;
        }

        /** To Fabric, in order. */
        public List<String> calls() {
            return calls;
        }
    }

    public static boolean isOfLog(String sentence) {
        return sentence.matches("(INFO|WARN|ERROR) .*");
    }

    /**
     * @param thrown the message of the exception that the run ended with, if it did
     * @param log each line with its level before it
     */
    public void assertSaid(Optional<String> thrown, List<String> log) {
        assertThat(thrown.isPresent() ? Run.FAILS : Run.SUCCEEDS)
                .as(thrown.orElse("no exception"))
                .isEqualTo(run);
        for (String sentence : says) {
            if (isOfLog(sentence)) {
                assertThat(log).as(sentence).anyMatch(line -> contains(line, sentence));
            } else {
                assertThat(thrown.orElseThrow()).matches(message -> contains(message, sentence), sentence);
            }
        }
        assertThat(log).as("no stack trace").noneMatch(line -> line.contains("\tat "));
    }

    /** What was not stopped is not started.
     *
     * @param calls of the run, to Fabric
     */
    public void assertNothingIsStartedForNothing(List<String> calls) {
        boolean nothingStopped = at == At.STOP && says.stream().noneMatch(FaultRow::isOfLog);
        if (run == Run.FAILS && nothingStopped) {
            assertThat(calls).doesNotContain(At.START.call());
        }
    }

    /** In no case is mirroring off without a note and an error. */
    public static void assertNeverOffUnnoticed(
            Mirrored mirroring, Noted note, Optional<String> thrown, List<String> log) {
        if (mirroring == Mirrored.OFF) {
            assertThat(note).isEqualTo(Noted.STAYS);
            assertThat(thrown.isPresent() || log.stream().anyMatch(line -> line.startsWith("ERROR ")))
                    .as("an error tells")
                    .isTrue();
        }
    }

    /** Whether the text holds the sentence, in which " … " stands for anything. */
    public static boolean contains(String text, String sentence) {
        int from = 0;
        for (String part : sentence.split("…")) {
            int found = text.indexOf(part.strip(), from);
            if (found < 0) {
                return false;
            }
            from = found + part.strip().length();
        }
        return true;
    }

    @Override
    public String toString() {
        return fault + " at " + at;
    }
}
