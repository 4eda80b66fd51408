package io.github.fabricmirroring.internal.tag;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a comment is: the tag, plainly meant as the tag, or neither.
 *
 * <p>It is the <b>tag</b> if it is {@code requires:} and a list of values, with commas between them, one of which is
 * {@code mirroring-off}; case and spaces do not matter.
 *
 * <p>It is <b>plainly meant</b> as the tag, and wrong, if it is not the tag and
 *
 * <ol>
 *   <li>it is {@code requires:} with a value that begins as ours does: {@code mirroring} alone, or with something like
 *       {@code off} behind it, or that has {@code mirroring-off} among other words
 *   <li>its letters are those of the tag but for three at most, whatever stands around and between them: no colon, an
 *       equals sign, quotes, brackets, {@code ---}, a table's bars, {@code require:}, a placeholder's braces
 *   <li>it begins with something like {@code requires} and goes on with something like {@code mirroring-off}, and a
 *       colon, an equals sign or a hyphen shows that this is no sentence
 *   <li>it is {@code mirroring-off}, alone or behind one word and a colon or an equals sign
 * </ol>
 *
 * <p>A line without a trace of the word {@code mirror} is none of these. All else is somebody else's: other values of {@code requires:}, and sentences that mention mirroring.
 */
enum TagSpelling {
    RIGHT,
    WRONG,
    NONE;

    /** What a script requires that is tagged. */
    static final String MIRRORING_OFF = "mirroring-off";

    private static final String LETTERS_OF_TAG = "requiresmirroringoff";
    private static final int MOST_LETTERS = 2 * LETTERS_OF_TAG.length();

    /** Any spelling of {@code mirror} that is still to be recognised has one of these; few other lines do. */
    private static final List<String> TRACES = List.of("mir", "irr", "rro", "ror");

    private static final Pattern REQUIRES = Pattern.compile("requires ?:(.*)");

    private static final Pattern AMONG_OTHER_WORDS =
            Pattern.compile("(?<![\\p{L}\\p{N}_-])mirroring-off(?![\\p{L}\\p{N}_-])");

    private static final Pattern ALONE = Pattern.compile(
            "(?:[^\\p{L}]*\\p{L}+[^\\p{L}]*[:=])?[^\\p{L}]*mirroring[-_]off[^\\p{L}]*(?:yes|true|required|needed)?[^\\p{L}]*");

    /** A word, what is between, another word, and so on. */
    private static final Pattern WORDS = Pattern.compile(
            "[^\\p{L}]*(?<keyword>\\p{L}+)(?<separator>[^\\p{L}]+)(?<value>\\p{L}+)(?:(?<joint>[^\\p{L}]+)(?<state>\\p{L}+))?.*");

    private static final Pattern SHOWS_A_PAIR = Pattern.compile("[:=\uFF1A>|]");

    private static final Pattern COMMENT_OF_BATCH_FILE = Pattern.compile("[^\\p{L}]*rem\\b");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]");

    private static final Set<String> OTHER_KEYWORDS =
            Set.of("requirement", "requirements", "requiring", "need", "needs", "needed");
    private static final Set<String> OTHER_STATES =
            Set.of("on", "disabled", "disable", "stopped", "stop", "paused", "pause", "false");

    /**
     * @param line of a comment, without what marks it as one
     */
    static TagSpelling of(String line) {
        String text = lowerCase(line).strip();
        if (TRACES.stream().noneMatch(text::contains)) {
            return NONE;
        }
        Matcher requires = REQUIRES.matcher(text);
        if (requires.matches()) {
            return ofValues(requires.group(1));
        }
        text = INVISIBLE.matcher(text).replaceAll("");
        text = COMMENT_OF_BATCH_FILE.matcher(text).replaceFirst("");
        return hasLettersOfTag(text) || isPair(text) || ALONE.matcher(text).matches() ? WRONG : NONE;
    }

    private static TagSpelling ofValues(String values) {
        TagSpelling spelling = NONE;
        for (String value : values.split(",")) {
            String spelled = value.strip();
            if (spelled.equals(MIRRORING_OFF)) {
                spelling = RIGHT;
            } else if (isMeantAsOurs(INVISIBLE.matcher(spelled).replaceAll(""))) {
                return WRONG;
            }
        }
        return spelling;
    }

    private static boolean isMeantAsOurs(String value) {
        if (AMONG_OTHER_WORDS.matcher(value).find()) {
            return true;
        }
        String[] words = value.replaceFirst("^[^\\p{L}]+", "").split("[^\\p{L}]+");
        boolean mirroring = words[0].equals("mirror") || isLike(words[0], "mirroring", 2);
        if (mirroring) {
            return words.length == 1 || isState(words[1]) || value.matches("\\p{L}+ (?:(?:is|to|be) )+off");
        }
        return isLike(words[0], "mirroringoff", 2) || words[0].equals("mirroroff");
    }

    private static boolean hasLettersOfTag(String text) {
        String letters = NO_LETTER.matcher(text).replaceAll("");
        return letters.length() <= MOST_LETTERS && isLike(letters, LETTERS_OF_TAG, 3);
    }

    /** Not a sentence, in which only spaces would be between the words. */
    private static boolean isPair(String text) {
        Matcher words = WORDS.matcher(text);
        if (!words.matches() || !isKeyword(words.group("keyword"))) {
            return false;
        }
        boolean separated = SHOWS_A_PAIR.matcher(words.group("separator")).find();
        if (separated && AMONG_OTHER_WORDS.matcher(text).find()) {
            return true;
        }
        String value = words.group("value");
        String state = words.group("state");
        if (state == null) {
            return isLike(value, "mirroringoff", 2) || (separated && isLike(value, "mirroring", 2));
        }
        boolean joined = !words.group("joint").isBlank();
        return (separated || joined) && isLike(value, "mirroring", 2) && isState(state);
    }

    private static boolean isKeyword(String word) {
        return isLike(word, "requires", 2) || OTHER_KEYWORDS.contains(word);
    }

    private static boolean isState(String word) {
        return isLike(word, "off", 1) || OTHER_STATES.contains(word);
    }

    /** Whether so many letters at most are missing, too many, wrong, or swapped with their neighbours. */
    private static boolean isLike(String word, String right, int mistakes) {
        if (Math.abs(word.length() - right.length()) > mistakes) {
            return false;
        }
        int[][] distance = new int[word.length() + 1][right.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int wrong = word.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                distance[i][j] =
                        Math.min(Math.min(distance[i - 1][j], distance[i][j - 1]) + 1, distance[i - 1][j - 1] + wrong);
                if (i > 1
                        && j > 1
                        && word.charAt(i - 1) == right.charAt(j - 2)
                        && word.charAt(i - 2) == right.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[word.length()][right.length()] <= mistakes;
    }

    /** ASCII only: another alphabet's letter is no spelling of ours. */
    private static String lowerCase(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] += 'a' - 'A';
            }
        }
        return new String(lower);
    }
}
