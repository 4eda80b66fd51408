package io.github.fabricmirroring.internal.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads the text of settings. All methods throw {@link InvalidSettingException} if it is invalid. */
final class SettingText {

    private SettingText() {}

    static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            // UUID.fromString also takes shortened forms such as 1-1-1-1-1, which are nobody's id.
            if (uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, together with the shortened forms.
        }
        throw new InvalidSettingException("a UUID such as 01234567-89ab-cdef-0123-456789abcdef, as it is in the"
                + " portal's address of the SQL database");
    }

    static SqlDatabaseItem item(String text) {
        return SqlDatabaseItem.ofPortalAddress(text)
                .orElseThrow(() -> new InvalidSettingException("the portal's address of a SQL database:"
                        + " https://app.fabric.microsoft.com/groups/<workspaceId>/sqldatabases/<sqlDatabaseId>"));
    }

    static URI httpsEndpoint(String text) {
        return uri(text)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getUserInfo() == null
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                        && uri.getQuery() == null
                        && uri.getFragment() == null)
                .orElseThrow(() -> new InvalidSettingException("an https address without a path such as"
                        + " https://api.fabric.microsoft.com, because a token is sent there"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Duration seconds(String text, int least) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= least) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // Reported below, together with what is too small.
        }
        throw tooShort(least);
    }

    /** A program may use any fraction of a second, but nothing where nothing is too little. */
    static Duration requireDuration(Duration duration, int leastSeconds) {
        if (duration.isNegative() || (duration.isZero() && leastSeconds > 0)) {
            throw tooShort(leastSeconds);
        }
        return duration;
    }

    private static InvalidSettingException tooShort(int leastSeconds) {
        return new InvalidSettingException("a whole number of seconds, " + leastSeconds + " or more");
    }

    static boolean trueOrFalse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidSettingException("true or false");
        };
    }

    /** For messages: without what may be a password in an address, or a token in its query. */
    static String withoutPassword(String text) {
        return text.replaceAll("//[^/@]*@", "//***@").replaceAll("(://[^?]*)\\?.*", "$1?***");
    }
}
