package io.github.fabricmirroring.standin;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Stands for Microsoft Fabric in tests and examples: its REST API over https, a managed identity that gives tokens for
 * it, or what signs a pipeline in, and, if there is a {@linkplain Builder#database database}, what that database knows of its mirroring.
 */
public final class FabricStandIn implements AutoCloseable {

    private final Mirroring mirroring;
    private final CallHandler calls;
    private final WireMockServer server;
    private final SqlDatabaseInFabric item;
    private final Pipelines pipelines;
    private final String token = "stand-in-token-" + UUID.randomUUID();
    private final String identityHeader = "stand-in-secret-" + UUID.randomUUID();

    private FabricStandIn(Builder builder) throws SQLException {
        mirroring = new Mirroring(builder.mirroringOn, builder.delay, builder.watchedDatabase());
        calls = new CallHandler(builder.answerAfter);
        item = builder.item;
        FabricApi fabric = new FabricApi(item, builder.described == null ? item : builder.described, token, mirroring);
        SelfSignedCertificate certificate = SelfSignedCertificate.ofThisJvm();
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType(SelfSignedCertificate.STORE_TYPE)
                .keystorePath(certificate.keyStore().toString())
                .keystorePassword(SelfSignedCertificate.PASSWORD)
                .keyManagerPassword(SelfSignedCertificate.PASSWORD)
                // A connection of HTTP/2 is shared by calls: a fault in one of them would meet the others as well.
                .http2TlsDisabled(true)
                .gzipDisabled(true)
                // At most: a call that is held or never answered keeps its thread.
                .containerThreads(100)
                .templatingEnabled(false)
                .disableRequestJournal()
                .extensions(calls));
        server.stubFor(any(anyUrl()));
        server.start();
        pipelines = new Pipelines(apiEndpoint(), token);
        calls.serve(fabric, new ManagedIdentity(identityHeader, token, apiEndpoint()), pipelines);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Makes this JVM trust every stand-in started in it. Call it before anything uses TLS. */
    public static void trustInThisJvm() {
        System.setProperty(
                "javax.net.ssl.trustStore",
                SelfSignedCertificate.ofThisJvm().trustStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", SelfSignedCertificate.PASSWORD);
        System.setProperty("javax.net.ssl.trustStoreType", SelfSignedCertificate.STORE_TYPE);
    }

    /** In place of {@code https://api.fabric.microsoft.com}. */
    public URI apiEndpoint() {
        return URI.create("https://localhost:" + server.httpsPort());
    }

    /** The one item that there is. */
    public SqlDatabaseInFabric item() {
        return item;
    }

    /** The portal's address of the SQL database. */
    public String itemUrl() {
        return item.itemUrl();
    }

    public UUID workspaceId() {
        return item.workspaceId();
    }

    public UUID sqlDatabaseId() {
        return item.sqlDatabaseId();
    }

    /** Whether mirroring is on as the database sees it now. */
    public boolean mirroringOn() {
        return mirroring.isOn();
    }

    /** When the state changed, in order; a stop while mirroring is off changes nothing. */
    public List<StateChange> stateChanges() {
        return mirroring.changes();
    }

    /** At once, as if somebody had done it in the portal a while ago. */
    public void switchMirroring(boolean on) {
        mirroring.set(on);
    }

    /** Where the managed identity's tokens come from, as in Azure App Service. */
    public URI identityEndpoint() {
        return URI.create("http://127.0.0.1:" + server.port() + ManagedIdentity.PATH);
    }

    /** The secret that the identity endpoint demands in {@code X-IDENTITY-HEADER}. */
    public String identityHeader() {
        return identityHeader;
    }

    /** What a client process needs in its environment to get tokens. */
    public Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT",
                identityEndpoint().toString(),
                "IDENTITY_HEADER",
                identityHeader,
                "AZURE_TOKEN_CREDENTIALS",
                "ManagedIdentityCredential");
    }

    /** What a client process in a pipeline needs in its environment to get tokens, in place of the above. */
    public Pipelines pipelines() {
        return pipelines;
    }

    /**
     * The extension's settings for a database that is mirrored, by their names without {@code flyway.fabricMirroring.}
     */
    public Map<String, String> settings() {
        return Map.of(
                "itemUrl",
                itemUrl(),
                "apiEndpoint",
                apiEndpoint().toString(),
                "stateQuery",
                WatchedDatabase.STATE_QUERY,
                "pollInterval",
                "1");
    }

    /** The same, as a client process has them in its environment. */
    public Map<String, String> settingsInEnvironment() {
        return settings().entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "FLYWAY_FABRIC_MIRRORING_"
                                + setting.getKey().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT),
                        Map.Entry::getValue));
    }

    /** The one bearer token that the API accepts. */
    public String token() {
        return token;
    }

    /** A PKCS12 trust store for client processes; its password is {@code changeit}. */
    public Path trustStore() {
        return SelfSignedCertificate.ofThisJvm().trustStore();
    }

    /** All calls in order of arrival, calls for tokens included. */
    public List<Call> journal() {
        return calls.journal();
    }

    /** The names of the calls in the journal that stop or start mirroring. */
    public List<String> calls() {
        return journal().stream()
                .map(Call::name)
                .filter(name -> name.equals(Operation.STOP_MIRRORING.pathName())
                        || name.equals(Operation.START_MIRRORING.pathName()))
                .toList();
    }

    public void clearJournal() {
        calls.clearJournal();
    }

    /** The operation's next calls meet these faults, one each, in this order. */
    public void fault(Operation operation, Fault... faults) {
        calls.fault(operation, faults);
    }

    /** All of the operation's calls meet this fault until {@link #clearFaults()}. */
    public void faultAlways(Operation operation, Fault fault) {
        calls.faultAlways(operation, fault);
    }

    public void clearFaults() {
        calls.clearFaults();
    }

    /**
     * From now on the operation's calls arrive and take effect as ever, but their answers are kept back until
     * {@link #release}.
     */
    public void hold(Operation operation) {
        calls.hold(operation);
    }

    public void release(Operation operation) {
        calls.release(operation);
    }

    /**
     * Waits until a call of the operation has arrived: since it was last {@linkplain #hold held} or, if it never was,
     * since the start.
     *
     * @throws AssertionError if none arrives in time
     */
    public void awaitCall(Operation operation, Duration timeout) {
        try {
            if (!calls.awaitCall(operation, timeout)) {
                throw new AssertionError(
                        "No " + operation.pathName() + " arrived within " + timeout + ": " + journal());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + operation.pathName(), e);
        }
    }

    @Override
    public void close() {
        calls.close();
        server.stop();
        mirroring.close();
    }

    public static final class Builder {

        private Duration delay = Duration.ofMillis(200);
        private Duration answerAfter = Duration.ZERO;
        private String jdbcUrl;
        private String user;
        private String password;
        private boolean mirroringOn = true;
        private SqlDatabaseInFabric item = SqlDatabaseInFabric.named("Sales");
        private SqlDatabaseInFabric described;

        private Builder() {}

        /** The one item that there is; by default, one called Sales. */
        public Builder item(SqlDatabaseInFabric item) {
            this.item = item;
            return this;
        }

        /** The item says that another one's database is its own. */
        public Builder describing(SqlDatabaseInFabric other) {
            this.described = other;
            return this;
        }

        /** How long it takes from an accepted stop or start until the database's state changes. */
        public Builder delay(Duration delay) {
            this.delay = delay;
            return this;
        }

        /** How long each answer takes. */
        public Builder answerAfter(Duration answerAfter) {
            this.answerAfter = answerAfter;
            return this;
        }

        /**
         * The H2 database that is mirrored; without one the state is kept in memory only. See {@link WatchedDatabase}.
         */
        public Builder database(String jdbcUrl, String user, String password) {
            this.jdbcUrl = jdbcUrl;
            this.user = user;
            this.password = password;
            return this;
        }

        /** Whether mirroring is on at first. */
        public Builder mirroringOn(boolean mirroringOn) {
            this.mirroringOn = mirroringOn;
            return this;
        }

        public FabricStandIn start() {
            try {
                return new FabricStandIn(this);
            } catch (SQLException e) {
                throw new IllegalStateException("The database to watch does not answer", e);
            }
        }

        private WatchedDatabase watchedDatabase() throws SQLException {
            return jdbcUrl == null ? null : new WatchedDatabase(jdbcUrl, user, password, mirroringOn);
        }
    }
}
