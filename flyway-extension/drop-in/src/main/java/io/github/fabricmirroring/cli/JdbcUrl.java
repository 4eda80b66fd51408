package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.internal.fabric.DatabaseAddress;
import io.github.fabricmirroring.internal.settings.SqlDatabaseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDBC URL, of which people see only what cannot be a secret: known words, and a host that nobody signs in before. */
final class JdbcUrl {

    static final String PREFIX = "jdbc:";

    private static final String SQL_SERVER = "jdbc:sqlserver:";

    /** What the URL itself may say of who connects. */
    private static final Pattern SIGN_IN = Pattern.compile(
            ";\\s*(user|userName|authentication|authenticationScheme|integratedSecurity|accessToken|accessTokenCallbackClass)\\s*=",
            Pattern.CASE_INSENSITIVE);

    /**
     * As who is signed in to Azure; the driver would need the libraries for it that are in this jar under other names.
     */
    private static final Pattern DEFAULT_SIGN_IN =
            Pattern.compile(";\\s*authentication\\s*=\\s*ActiveDirectoryDefault\\s*(?=;|$)", Pattern.CASE_INSENSITIVE);

    private static final Set<String> KNOWN_WORDS = Set.of(
            "jdbc",
            "sqlserver",
            "jtds",
            "h2",
            "tcp",
            "mem",
            "file",
            "ssl",
            "postgresql",
            "mysql",
            "mariadb",
            "oracle",
            "thin");

    private static final Pattern HOST = Pattern.compile("//[A-Za-z0-9][A-Za-z0-9.-]*(?::\\d{1,5})?(?=[/;?\\\\]|$)");

    private static final Pattern PROPERTY =
            Pattern.compile("(?<=[;?&])\\s*(?<name>[^;?&={}]*)=(?<value>\\{(?:[^}]|}})*}|[^;]*)");

    /** Of a URL that is none of SQL Server's, where a value may end with an ampersand, too. */
    private static final String AMPERSAND = "&";

    private static final Pattern HARMLESS_PROPERTY = Pattern.compile(
            "database|databaseName|user|userName|encrypt|trustServerCertificate|hostNameInCertificate|authentication|loginTimeout"
                    + "|connectRetryCount|connectRetryInterval|applicationName|serverName|port|portNumber|instanceName|mode",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DATABASE_NAME =
            Pattern.compile(";\\s*database(?:Name)?\\s*=\\s*(?:\\{([^}]*)}|([^;]*))", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENDS_AUTHORITY = Pattern.compile("[;?]");

    private final String text;

    JdbcUrl(String text) {
        this.text = text.strip();
    }

    String text() {
        return text;
    }

    boolean isJdbc() {
        return text.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    boolean isForSqlServer() {
        return text.toLowerCase(Locale.ROOT).startsWith(SQL_SERVER);
    }

    /** What follows {@code jdbc:}, in lower case. */
    String subprotocol() {
        String[] parts = text.toLowerCase(Locale.ROOT).split(":", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    boolean namesWhoConnects() {
        return SIGN_IN.matcher(text).find();
    }

    JdbcUrl withoutDefaultSignIn() {
        return new JdbcUrl(DEFAULT_SIGN_IN.matcher(text).replaceAll(""));
    }

    /** The SQL database in Fabric that the address names, if it names one. */
    Optional<SqlDatabaseItem> item() {
        Matcher database = DATABASE_NAME.matcher(text);
        return isForSqlServer() && database.find()
                ? DatabaseAddress.item(
                        text, Optional.ofNullable(database.group(1)).orElseGet(() -> database.group(2)
                                .strip()))
                : Optional.empty();
    }

    /** What must not be seen of it in what a driver says. */
    List<String> secrets() {
        String rest = text.substring(knownScheme().length());
        List<String> secrets = new ArrayList<>();
        secrets.add(rest);
        Matcher property = PROPERTY.matcher(rest);
        while (property.find()) {
            if (!HARMLESS_PROPERTY.matcher(property.group("name").strip()).matches()) {
                secrets.addAll(values(property.group("value")));
            }
        }
        secrets.addAll(beforeTheHost(ENDS_AUTHORITY.split(rest, 2)[0]));
        return secrets;
    }

    private static List<String> values(String value) {
        String plain = value.startsWith("{") && value.endsWith("}") ? value.substring(1, value.length() - 1) : value;
        List<String> values = new ArrayList<>(List.of(value, plain, plain.replace("}}", "}")));
        values.addAll(List.of(plain.split(AMPERSAND)));
        return values;
    }

    /** {@code //user:password@host}, {@code user/password@host}, or anything at all where there is no host. */
    private static List<String> beforeTheHost(String authority) {
        if (HOST.matcher(authority).lookingAt()) {
            return List.of();
        }
        int at = authority.lastIndexOf('@');
        String before = at < 0 ? authority : authority.substring(0, at);
        List<String> secrets = new ArrayList<>(List.of(before));
        secrets.addAll(List.of(before.split("[:/@]+")));
        return secrets;
    }

    private String knownScheme() {
        int end = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', end)) {
            if (!KNOWN_WORDS.contains(text.substring(end, colon).toLowerCase(Locale.ROOT))) {
                break;
            }
            end = colon + 1;
        }
        return text.substring(0, end);
    }

    /** For people. */
    @Override
    public String toString() {
        String scheme = knownScheme();
        if (scheme.isEmpty()) {
            return "the URL";
        }
        Matcher host = HOST.matcher(text).region(scheme.length(), text.length());
        boolean hostShown = text.indexOf('@') < 0 && host.lookingAt();
        return scheme + (hostShown ? host.group() : "…");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JdbcUrl url && url.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }
}
