package io.github.fabricmirroring.example;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.flyway.MirroringCallback;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.logging.LogFactory;
import reactor.core.publisher.Mono;

/**
 * Creates a clustered columnstore index on a table of a mirrored database, with a migration that is
 *
 * <ol>
 *   <li>not tagged: the database refuses it, because mirroring is on
 *   <li>tagged {@code -- requires: mirroring-off}: mirroring is stopped for it, and started again before the next one
 * </ol>
 *
 * <p>By default on H2 in its SQL Server mode, with a stand-in for Fabric. With {@code -Dexample.url} (JDBC) and
 * {@code -Dexample.itemUrl} (the portal's address of the SQL database), and {@code -Dexample.user} and
 * {@code -Dexample.password} if the URL needs them, on a SQL database in Fabric: one for trying things out, as its
 * mirroring is really stopped, and Fabric copies all its tables anew afterwards. This leaves the schema {@value
 * #SCHEMA} there, with two tables, a view and Flyway's history, and touches nothing else. To run it again, drop that
 * schema with all that is in it.
 *
 * @see <a href="https://learn.microsoft.com/fabric/database/sql/mirroring-limitations">Limitations of mirroring for SQL
 *     database</a>, also on what becomes of the mirroring of a table that has such an index
 */
public final class ColumnstoreIndexExample {

    static final String SCHEMA = "columnstore_example";

    /** With lower case it finds what scripts name without quotes, and Flyway with them. */
    static final String H2_AS_SQL_SERVER = ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE";

    private static final String V3 = "V3__columnstore_index_on_sales.sql";

    private final String url;
    private final String user;
    private final String password;
    private final String dialect;
    private final MirroringCallback mirroring;
    private final PrintStream out;
    private final Timeline timeline = new Timeline(System::nanoTime);

    /**
     * @param dialect the folder of the one script that H2 needs in words of its own: {@code sqlserver} or {@code h2}
     */
    private ColumnstoreIndexExample(
            String url, String user, String password, String dialect, MirroringCallback mirroring, PrintStream out) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.dialect = dialect;
        this.mirroring = mirroring;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        Path svg = Path.of("target", "timeline.svg");
        String url = property("url");
        boolean asTold = url == null ? runOnStandIn(svg) : onFabric(url).run(svg);
        System.exit(asTold ? 0 : 1);
    }

    /** As a project of yours would have it. */
    private static ColumnstoreIndexExample onFabric(String url) {
        MirroringCallback mirroring = MirroringCallback.builder()
                .itemUrl(Objects.requireNonNull(property("itemUrl"), "example.itemUrl is not set"))
                .build();
        return new ColumnstoreIndexExample(
                url, property("user"), property("password"), "sqlserver", mirroring, System.out);
    }

    /** Returns null if it is not set; Maven hands over what is not set as an empty text. */
    private static String property(String name) {
        String value = System.getProperty("example." + name, "");
        return value.isEmpty() ? null : value;
    }

    private static boolean runOnStandIn(Path svg) throws IOException {
        String url = "jdbc:h2:mem:example" + H2_AS_SQL_SERVER;
        System.out.println();
        System.out.println("On H2 in its SQL Server mode, with a stand-in for Fabric. H2 cannot parse the statement");
        System.out.println("CREATE CLUSTERED COLUMNSTORE INDEX: the stand-in's function takes its place.");
        FabricStandIn.trustInThisJvm();
        try (FabricStandIn standIn = FabricStandIn.builder()
                .database(url, "sa", "")
                .delay(Duration.ofMillis(1500))
                .answerAfter(Duration.ofMillis(300))
                .start()) {
            boolean asTold =
                    onStandIn(standIn, url, Duration.ofMillis(100), System.out).run(svg);
            System.out.println("The stand-in for Fabric was called: " + String.join(", ", standIn.calls()));
            return asTold && standIn.calls().equals(List.of("stopMirroring", "startMirroring"));
        }
    }

    /**
     * Only what the stand-in has elsewhere than Fabric is set: the API, the tokens for it, and the state of mirroring.
     */
    static ColumnstoreIndexExample onStandIn(
            FabricStandIn standIn, String url, Duration pollInterval, PrintStream out) {
        MirroringCallback mirroring = MirroringCallback.builder()
                .itemUrl(standIn.itemUrl())
                .apiEndpoint(standIn.apiEndpoint().toString())
                .credential(request -> Mono.just(
                        new AccessToken(standIn.token(), OffsetDateTime.now().plusHours(1))))
                .stateQuery(WatchedDatabase.STATE_QUERY)
                .pollInterval(pollInterval)
                .build();
        return new ColumnstoreIndexExample(url, "sa", "", "h2", mirroring, out);
    }

    /** Returns whether all went as told above. */
    boolean run(Path svg) throws IOException {
        boolean asTold = isRefusedWithoutTag() && goesThroughWithTag();
        timeline.add(Timeline.Kind.END, "");
        if (asTold) {
            out.println();
            out.println(timeline.toText());
            Files.createDirectories(svg.toAbsolutePath().getParent());
            Files.writeString(svg, TimelineSvg.draw(timeline));
            out.println("The same as a picture: " + svg.toAbsolutePath());
        }
        return asTold;
    }

    Timeline timeline() {
        return timeline;
    }

    private boolean isRefusedWithoutTag() throws IOException {
        begin("1. Without the tag", "db/untagged/" + dialect);
        try {
            flyway("db/untagged/" + dialect).migrate();
            out.println("It was not refused. Is mirroring of this database on?");
            return false;
        } catch (FlywayValidateException e) {
            out.println("This database has seen the example before. Drop the schema " + SCHEMA + " to see it again.");
            return false;
        } catch (FlywayException e) {
            if (!timeline.has(Timeline.Kind.FAILURE, V3)) {
                throw e;
            }
            out.println();
            out.println("Refused: " + messageOfDatabase(e));
            return true;
        }
    }

    private boolean goesThroughWithTag() throws IOException {
        if (dialect.equals("h2")) {
            out.println();
            out.println(
                    "H2 cannot roll back a CREATE as SQL Server does, so Flyway has to be told to forget the failure:");
            out.println();
            flyway("db/untagged/" + dialect).repair();
        }
        begin("2. With the tag", "db/migration/" + dialect);
        flyway("db/migration/" + dialect).migrate();
        out.println();
        out.println("It went through.");
        return timeline.has(Timeline.Kind.SUCCESS, V3) && timeline.has(Timeline.Kind.STARTED, "");
    }

    private Flyway flyway(String locationOfV3) {
        Flyway flyway = Flyway.configure()
                .dataSource(url, user, password)
                .schemas(SCHEMA)
                .locations("db/migration/common", locationOfV3)
                .callbacks(mirroring, new TimelineCallback(timeline))
                .outputQueryResults(false)
                .load();
        // Not before load(), which lets Flyway choose a log of its own.
        LogFactory.setLogCreator(new PlainLog(out, timeline));
        return flyway;
    }

    private void begin(String title, String location) throws IOException {
        timeline.add(Timeline.Kind.RUN, title);
        out.println();
        out.println(title);
        out.println();
        script(location + "/" + V3).lines().forEach(line -> out.println("    " + line));
        out.println();
    }

    private static String script(String resource) throws IOException {
        try (InputStream in = ColumnstoreIndexExample.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String messageOfDatabase(Throwable failure) {
        String message = failure.getMessage();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                message = cause.getMessage();
            }
        }
        return message;
    }
}
