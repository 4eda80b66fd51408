package io.github.fabricmirroring.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about one thing.
 *
 * @param about that thing, in a word or two
 * @param sentence what was found
 * @param next what to do about it
 */
record CheckResult(Mark mark, String about, String sentence, Optional<String> next) {

    enum Mark {
        OK("[ok]     "),
        /** It may or may not be well. */
        UNKNOWN("[unknown]"),
        /** Something would fail. */
        FAILED("[failed] ");

        private final String text;

        Mark(String text) {
            this.text = text;
        }
    }

    static CheckResult ok(String about, String sentence) {
        return new CheckResult(Mark.OK, about, sentence, Optional.empty());
    }

    static CheckResult unknown(String about, String sentence, String next) {
        return new CheckResult(Mark.UNKNOWN, about, sentence, Optional.of(next));
    }

    /**
     * @param sentence says also what to do
     */
    static CheckResult failed(String about, String sentence) {
        return new CheckResult(Mark.FAILED, about, sentence, Optional.empty());
    }

    boolean isFailed() {
        return mark == Mark.FAILED;
    }

    String line() {
        return mark.text + " " + about + ": " + sentence
                + next.map(step -> " " + step).orElse("");
    }

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("about", about);
        values.put("result", mark.name().toLowerCase(Locale.ROOT));
        values.put("message", sentence);
        next.ifPresent(step -> values.put("next", step));
        return values;
    }
}
