package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.START_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections a run needs, and what they are like. */
class ConnectionsTest {

    /** Where locks are rows: its session, the gate and the keeper. */
    private static final int OF_A_WINDOW = 3;

    private TestProject project;
    private int flywaysOwn;

    @BeforeEach
    void aProjectWhoseDatabaseIsMirrored(@TempDir Path scripts) {
        project = new TestProject(scripts).untagged("V1__a");
        LimitedPool pool = new LimitedPool(project.url, Integer.MAX_VALUE);
        flyway(pool).load().migrate();
        flywaysOwn = pool.mostAtOnce();
        CapturedLog.clear();
    }

    @AfterEach
    void close() {
        project.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPoolThatIsEnoughForFlywayIsEnoughIfNothingIsTagged(boolean group) {
        project.untagged("V2__b");

        flyway(new LimitedPool(project.url, flywaysOwn), project.callback().build())
                .group(group)
                .load()
                .migrate();

        assertThat(project.seen()).containsExactly("V1__a on", "V2__b on");
        assertThat(CapturedLog.ours()).isEmpty();
    }

    @Test
    void aRunThatFailsDoesNotWaitForAPoolThatHasNoneLeft() {
        project.script("V2__b", "select * from nowhere;\n");

        assertThatThrownBy(() -> flyway(
                                new LimitedPool(project.url, flywaysOwn),
                                project.callback().build())
                        .load()
                        .migrate())
                .hasMessageContaining("NOWHERE");

        assertThat(CapturedLog.ours()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPoolWithThoseOfAWindowBesidesIsEnough(boolean group) {
        project.untagged("V2__b").tagged("V3__c").untagged("V4__d").tagged("R__e");

        flyway(
                        new LimitedPool(project.url, flywaysOwn + OF_A_WINDOW),
                        project.callback().build())
                .group(group)
                .load()
                .migrate();

        assertThat(project.seen()).contains("V3__c off", "R__e off");
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    @Test
    void theyAreEnoughForAWindowThatAnotherRunHasLeft() {
        project.tagged("V2__b");
        project.fabric.faultAlways(START_MIRRORING, Fault.status(403, "Forbidden", "No."));
        assertThatThrownBy(() -> project.flyway().load().migrate()).hasMessageContaining("MIRRORING IS OFF");
        project.fabric.clearFaults();
        project.untagged("V3__c");

        flyway(
                        new LimitedPool(project.url, flywaysOwn + OF_A_WINDOW),
                        project.callback().build())
                .load()
                .migrate();

        assertThat(project.seen()).contains("V3__c on");
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    @Test
    void initSqlHasRunOnOursAsOnFlyways() {
        project.execute("create table fabric.opened(id int identity, connection int)");
        project.tagged("V2__b");
        LimitedPool pool = new LimitedPool(project.url, Integer.MAX_VALUE);

        flyway(pool, project.callback().build())
                .initSql("insert into fabric.opened(connection) values (${one}); commit")
                .placeholders(Map.of("one", "1"))
                .load()
                .migrate();

        assertThat(project.query("select count(*) from fabric.opened"))
                .containsExactly(Integer.toString(pool.opened()));
    }

    private FluentConfiguration flyway(LimitedPool pool, Callback... callbacks) {
        return project.flyway(callbacks).dataSource(pool.dataSource());
    }
}
