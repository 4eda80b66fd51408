package io.github.fabricmirroring.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was given to a command and must not come out of it again, such as in the words of a driver. */
final class Secrets {

    /** What is shorter is in too many words. */
    private static final int SHORTEST = 3;

    private static final String HIDDEN = "***";

    /** The longest first: a shorter one may be part of it. */
    private final SortedSet<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    void add(String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
        }
    }

    void addAll(Collection<String> more) {
        more.forEach(this::add);
    }

    /** The text in one line, without secrets and what may do something to a terminal. */
    String removedFrom(String text) {
        return shown(text.strip().replaceAll("\\R\\s*", " "));
    }

    /** The same, of a text of several lines. */
    String removedFromLines(String text) {
        return text.lines()
                .map(line -> shown(line.replace("\t", "    ")))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private String shown(String line) {
        String clean = line;
        for (String secret : secrets) {
            clean = clean.replace(secret, HIDDEN);
        }
        return clean.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
