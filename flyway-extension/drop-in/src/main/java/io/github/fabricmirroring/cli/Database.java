package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.JdbcWindowDatabase;
import io.github.fabricmirroring.internal.fabric.DatabaseToken;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.window.WindowDatabase;
import java.io.Console;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The database behind the item, by whatever JDBC driver is on the classpath. */
final class Database {

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

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final boolean byToken;
    private final Optional<String> schema;

    private Database(Driver driver, String url, Properties properties, Optional<String> schema) {
        String urlWithoutSignIn = DEFAULT_SIGN_IN.matcher(url).replaceAll("");
        this.driver = driver;
        this.properties = properties;
        this.byToken = isForSqlServer(url)
                && properties.isEmpty()
                && !SIGN_IN.matcher(urlWithoutSignIn).find();
        this.url = byToken ? urlWithoutSignIn : url;
        this.schema = schema;
    }

    /**
     * @throws MirroringException if no driver on the classpath takes the URL
     */
    static Database of(String url, Optional<String> user, Optional<String> password, Optional<String> schema) {
        Driver driver = driver(url);
        Properties properties = new Properties();
        user.ifPresent(name -> {
            properties.setProperty("user", name);
            password.or(() -> ask(name)).ifPresent(secret -> properties.setProperty("password", secret));
        });
        return new Database(driver, url, properties, schema);
    }

    private static Driver driver(String url) {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new MirroringException(
                    "no JDBC driver on the classpath takes " + withoutSecrets(url)
                            + ". Add the driver's jar: java -cp <this jar>" + System.getProperty("path.separator")
                            + "<driver's jar> " + FabricMirroring.class.getName()
                            + " … ; Microsoft's is mssql-jdbc, as it"
                            + " also lies in the drivers folder of Flyway's command line. Or leave the URL out (--url, FLYWAY_URL),"
                            + " and nobody is asked whether mirroring is on.",
                    e);
        }
    }

    private static Optional<String> ask(String user) {
        Console console = System.console();
        return Optional.ofNullable(console)
                .map(terminal -> terminal.readPassword("Password of %s: ", user))
                .map(String::new);
    }

    /** As a window sees it: its locks, its notes, its state. */
    WindowDatabase forWindows(MirroringSettings settings) {
        return new JdbcWindowDatabase(this::open, schema.orElse(null), settings);
    }

    /** The same, but no table is made in it: neither one for notes nor, where locks need one, that. */
    WindowDatabase forWindowsWithoutTables(MirroringSettings settings) {
        WindowDatabase withoutNote = ForwardingSession.withoutOwnNote(forWindows(settings));
        // SQL Server has locks that are no rows.
        return isForSqlServer(url) ? withoutNote : ForwardingSession.withoutLocks(withoutNote);
    }

    /**
     * Whether there is no table at all in the schema in which a note would be left.
     *
     * @throws MirroringException if the database does not answer
     */
    boolean schemaIsEmpty() {
        try (Connection connection = open();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ?")) {
            query.setString(1, schema.isPresent() ? schema.get() : connection.getSchema());
            try (ResultSet count = query.executeQuery()) {
                return count.next() && count.getLong(1) == 0;
            }
        } catch (SQLException e) {
            throw new MirroringException(
                    "the database " + withoutSecrets(url) + " could not be asked for its tables: " + e.getMessage(), e);
        }
    }

    /**
     * A connection for each caller.
     *
     * @throws MirroringException if the database does not answer, or nobody is signed in
     */
    Connection open() {
        try {
            return connect();
        } catch (SQLException e) {
            throw new MirroringException(
                    "the database " + withoutSecrets(url) + " does not answer: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        if (byToken) {
            all.setProperty("accessToken", DatabaseToken.get());
        }
        Connection connection = driver.connect(url, all);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL");
        }
        return connection;
    }

    private static boolean isForSqlServer(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith(SQL_SERVER);
    }

    /** Without its properties, and without who connects and how, where that is before the host. */
    private static String withoutSecrets(String url) {
        String base = url.replaceFirst("[;?].*", "");
        String scheme = base.replaceFirst("(jdbc:[^:/@]*:).*", "$1");
        int at = base.lastIndexOf('@');
        return at < 0 ? base : scheme + "***" + base.substring(at);
    }
}
