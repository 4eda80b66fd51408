package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.fabricmirroring.internal.fabric.TroubledCalls;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.WatchedDatabase;
import java.time.Duration;

/** A run of a project, with what is wrong with it. Closing it mends this JVM, not the project. */
final class TroubledProject implements AutoCloseable {

    static final String NOTES = "\"fabric_mirroring\"";

    private static final String HISTORY = "\"flyway_schema_history\"";

    final TestProject project;
    final TroubledCalls calls;

    private Duration stopTimeout = Duration.ofSeconds(10);
    private Duration startTimeout = Duration.ofSeconds(10);
    private String stateQuery = WatchedDatabase.STATE_QUERY;
    private Runnable inside = () -> {};
    private String user = "sa";

    TroubledProject(TestProject project) {
        this.project = project;
        this.calls = new TroubledCalls(project.fabric);
        AskedState.addTo(project);
    }

    void migrate() {
        MirroringCallback.Builder callback = MirroringCallback.builder()
                .itemUrl(project.fabric.itemUrl())
                .apiEndpoint(project.fabric.apiEndpoint().toString())
                .stateQuery(stateQuery)
                .pollInterval(Duration.ofMillis(10))
                .stopTimeout(stopTimeout)
                .startTimeout(startTimeout);
        calls.credential().ifPresent(callback::credential);
        project.flyway(callback.build(), new InsideMigration("V2__tagged.sql", () -> inside.run()))
                .dataSource(project.url, user, "")
                .load()
                .migrate();
    }

    TroubledProject stopTimeout(Duration timeout) {
        stopTimeout = timeout;
        return this;
    }

    TroubledProject startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    private boolean hasStopped() {
        return project.fabric.calls().contains("stopMirroring");
    }

    /** An earlier run has left mirroring off, and a note. */
    TroubledProject afterAFailedStart() {
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "InsufficientPrivileges", "No."));
        assertThatCode(this::migrate).hasMessageContaining("MIRRORING IS OFF");
        project.fabric.clearFaults();
        return this;
    }

    TroubledProject withMorePending() {
        project.untagged("V3__untagged");
        return this;
    }

    /** Each look at the state after the stop call. */
    void stateQueryFailsOnceStopped() {
        AskedState.failsWhen(this::hasStopped);
        stateQuery = AskedState.QUERY;
    }

    void insideTheMigration(String sql) {
        inside = () -> project.execute(sql);
    }

    void asUserWithoutRightToCreate() {
        project.flyway().target("1").load().migrate();
        actAsApp();
    }

    void asUserWithRightsOnNote(String rights) {
        project.tagged("V1_1__tagged").flyway().target("1.1").load().migrate();
        actAsApp();
        project.execute("grant " + rights + " on " + NOTES + " to app");
        project.execute("grant select, insert, update, delete on \"fabric_mirroring_lock\" to app");
    }

    private void actAsApp() {
        project.execute("create user app password ''");
        project.execute("grant select, insert, update, delete on " + HISTORY + " to app");
        project.execute("grant select, insert on schema fabric to app");
        user = "app";
    }

    @Override
    public void close() {
        AskedState.failsWhen(() -> false);
        calls.close();
    }
}
