package io.github.fabricmirroring.cli;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.internal.database.JdbcStateQuery;
import io.github.fabricmirroring.internal.database.JdbcWindowNotes;
import io.github.fabricmirroring.internal.fabric.DatabaseToken;
import io.github.fabricmirroring.internal.window.StateQuery;
import java.io.Console;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The database behind the item, by whatever JDBC driver is on the classpath. */
final class Database {

    private static final String TABLE = "flyway_schema_history";

    private static final String SQL_SERVER = "jdbc:sqlserver:";

    /** What the URL itself may say of who connects. */
    private static final Pattern SIGN_IN = Pattern.compile(
            ";\\s*(user|userName|authentication|authenticationScheme|integratedSecurity|accessToken|accessTokenCallbackClass)\\s*=",
            Pattern.CASE_INSENSITIVE);

    /** As who is signed in to Azure; the driver would need the libraries for it that are in this jar under other names. */
    private static final Pattern DEFAULT_SIGN_IN =
            Pattern.compile(";\\s*authentication\\s*=\\s*ActiveDirectoryDefault\\s*(?=;|$)", Pattern.CASE_INSENSITIVE);

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final boolean byToken;
    private final String schema;
    private final String table;

    private Database(Driver driver, String url, Properties properties, String schema, String table) {
        String urlWithoutSignIn = DEFAULT_SIGN_IN.matcher(url).replaceAll("");
        this.driver = driver;
        this.properties = properties;
        this.byToken = url.toLowerCase(Locale.ROOT).startsWith(SQL_SERVER)
                && properties.isEmpty()
                && !SIGN_IN.matcher(urlWithoutSignIn).find();
        this.url = byToken ? urlWithoutSignIn : url;
        this.schema = schema;
        this.table = table;
    }

    /**
     * @throws MirroringException if no driver on the classpath takes the URL
     */
    static Database of(
            String url,
            Optional<String> user,
            Optional<String> password,
            Optional<String> schema,
            Optional<String> table) {
        Driver driver = driver(url);
        Properties properties = new Properties();
        user.ifPresent(name -> {
            properties.setProperty("user", name);
            password.or(() -> ask(name)).ifPresent(secret -> properties.setProperty("password", secret));
        });
        return new Database(driver, url, properties, schema.orElse(null), table.orElse(TABLE));
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

    StateQuery state(String stateQuery) {
        return new JdbcStateQuery(new ConnectionSource(this::connect), stateQuery);
    }

    JdbcWindowNotes notes() {
        return new JdbcWindowNotes(new ConnectionSource(this::connect), schema, table);
    }

    /**
     * @throws MirroringException if it does not
     */
    void requireAnswer() {
        try (Connection connection = connect()) {
            connection.getMetaData().getDatabaseProductName();
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

    /** Without its properties, and without who connects and how, where that stands before the host. */
    private static String withoutSecrets(String url) {
        String base = url.replaceFirst("[;?].*", "");
        String scheme = base.replaceFirst("(jdbc:[^:/@]*:).*", "$1");
        int at = base.lastIndexOf('@');
        return at < 0 ? base : scheme + "***" + base.substring(at);
    }
}
