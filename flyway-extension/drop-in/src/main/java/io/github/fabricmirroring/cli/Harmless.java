package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.settings.Setting;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may be shown of what was typed. Whoever mistypes a command line may have put a password anywhere in it, so only
 * what is known to be harmless is shown: words of this program, and values of the form that they should have.
 */
final class Harmless {

    /** So many letters of a known word may be other ones. */
    private static final int TYPING_ERRORS = 2;

    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,3})?\\s?(ms|s|m|h|sec|min)?");
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9/._-]*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile("(?:[A-Za-z]:)?[\\p{L}\\p{N} ._~/\\\\+()-]+");
    private static final Pattern LOCATION =
            Pattern.compile("(?:(?:filesystem|classpath|s3|gcs):)?(?:[A-Za-z]:)?[\\p{L}\\p{N} ._~/\\\\+()*?-]+");
    private static final Pattern PROGRAM = Pattern.compile("(?:[A-Za-z]:)?[\\p{L}\\p{N}._~/\\\\+-]+");

    private Harmless() {}

    /** The word itself if it is one of these but for typing errors. */
    static Optional<String> word(String typed, Collection<String> known) {
        String word = typed.replaceFirst("[=:].*", "");
        String normal = normal(word);
        return known.stream()
                        .map(Harmless::normal)
                        .filter(other -> other.length() > TYPING_ERRORS + 1 || other.equals(normal))
                        .anyMatch(other -> distance(normal, other) <= TYPING_ERRORS)
                ? Optional.of(word)
                : Optional.empty();
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** By Levenshtein. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(diagonal, row[column - 1]));
            }
        }
        return row[other.length()];
    }

    /** A setting's value, as far as it has the form of one. */
    static String value(Setting setting, String text) {
        String shown = isAddress(setting) ? text.strip().replaceFirst("[?#].*", "") : text.strip();
        return form(setting).matcher(shown).matches() ? shown : "(not shown)";
    }

    private static boolean isAddress(Setting setting) {
        return setting == Setting.ITEM_URL || setting == Setting.API_ENDPOINT;
    }

    private static Pattern form(Setting setting) {
        return switch (setting) {
            case ITEM_URL, API_ENDPOINT -> ADDRESS;
            case WORKSPACE_ID, SQL_DATABASE_ID -> UUID;
            default -> NUMBER;
        };
    }

    /** A file that a command is to read. */
    static String file(String path) {
        return FILE.matcher(path).matches() ? path : "the file";
    }

    /** A location of scripts. */
    static String location(String descriptor) {
        return LOCATION.matcher(descriptor).matches() ? descriptor : "a location";
    }

    /** Nothing if there is more in it than a program's name, such as its arguments. */
    static Optional<String> program(String typed) {
        return Optional.of(typed).filter(name -> PROGRAM.matcher(name).matches());
    }
}
