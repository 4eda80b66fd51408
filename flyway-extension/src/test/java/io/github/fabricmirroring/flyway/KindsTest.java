package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.flyway.TestProject.seen;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.baseline.BaselineJavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each kind of migration that Flyway runs, through Flyway: mirroring is off around a tagged one, and started before the
 * next.
 */
class KindsTest {

    private static final String SQL_TAG = "-- requires: mirroring-off\n";
    private static final String TAG = "# requires: mirroring-off\n";
    private static final String RAN = "echo \"this script ran\"\n";

    @TempDir
    private Path scripts;

    private TestProject project;
    private Probe probe;

    @BeforeEach
    void aProject() {
        project = new TestProject(scripts);
        probe = new Probe(project.fabric);
    }

    @AfterEach
    void close() {
        project.close();
    }

    /**
     * @param name what it is
     * @param project writes its scripts and configures its Flyway
     * @param expected what is seen around each migration, in the order in which they run
     */
    private record Kind(String name, Setup project, List<String> expected) {

        Kind(String name, Setup project, String... expected) {
            this(name, project, List.of(expected));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Setup {
        void apply(KindsTest test, FluentConfiguration flyway) throws Exception;
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind(
                        "versioned",
                        (test, flyway) -> test.sql("V1__a", "V3__c").taggedSql("V2__b"),
                        "V1__a.sql on",
                        "V2__b.sql off",
                        "V3__c.sql on"),
                new Kind(
                        "repeatable",
                        (test, flyway) -> test.sql("V1__a", "R__c").taggedSql("R__b", "R__d"),
                        "V1__a.sql on",
                        "R__b.sql off",
                        "R__c.sql on",
                        "R__d.sql off"),
                new Kind(
                        "baseline",
                        (test, flyway) -> test.sql("V1__a", "V3__c").taggedSql("B2__b"),
                        "B2__b.sql off",
                        "V3__c.sql on"),
                new Kind(
                        "baseline in Java",
                        (test, flyway) -> {
                            test.sql("V1__a", "V3__c");
                            flyway.javaMigrations(new B2__Tagged());
                        },
                        B2__Tagged.class.getName() + " off",
                        "V3__c.sql on"),
                new Kind(
                        "script for sh",
                        (test, flyway) ->
                                test.file("V1__a.sh", RAN).file("V2__b.sh", "#!/bin/sh\n\n" + TAG + "set -e\n" + RAN),
                        "V1__a.sh on",
                        "V2__b.sh off"),
                new Kind(
                        "script for bash",
                        (test, flyway) -> test.sql("V2__b").file("V1__a.bash", TAG + RAN),
                        "V1__a.bash off",
                        "V2__b.sql on"),
                new Kind(
                        "script for Python",
                        (test, flyway) -> test.sql("V2__b")
                                .file("V1__a.py", "# -*- coding: utf-8 -*-\n" + TAG + "print('this script ran')\n"),
                        "V1__a.py off",
                        "V2__b.sql on"),
                new Kind(
                        "script without a suffix",
                        (test, flyway) -> test.sql("V2__b").file("V1__a", "#!/bin/sh\n" + TAG + RAN),
                        "V1__a off",
                        "V2__b.sql on"),
                new Kind(
                        "repeatable script",
                        (test, flyway) -> test.sql("V1__a").file("R__b.sh", TAG + RAN),
                        "V1__a.sql on",
                        "R__b.sh off"),
                new Kind(
                        "script in a folder below",
                        (test, flyway) -> test.sql("V2__b").file("tools/V1__a.sh", TAG + RAN),
                        "tools/V1__a.sh off",
                        "V2__b.sql on"),
                new Kind(
                        "script beside SQL that is all in UTF-16",
                        (test, flyway) -> {
                            test.file("V1__a.sh", TAG + RAN)
                                    .file("V1__a.sh.conf", "encoding=UTF-8\n", UTF_16)
                                    .file("V2__b.sql", seen("V2__b"), UTF_16);
                            flyway.encoding(UTF_16);
                        },
                        "V1__a.sh off",
                        "V2__b.sql on"),
                new Kind(
                        "SQL and script that share a window",
                        (test, flyway) -> test.taggedSql("V1__a", "V3__c").file("V2__b.sh", TAG + RAN),
                        "V1__a.sql off",
                        "V2__b.sh off",
                        "V3__c.sql off"),
                new Kind(
                        "SQL in UTF-16 with a byte order mark",
                        (test, flyway) -> {
                            test.file("V1__a.sql", SQL_TAG + seen("V1__a"), UTF_16)
                                    .file("V2__b.sql", seen("V2__b"), UTF_16);
                            flyway.encoding(UTF_16);
                        },
                        "V1__a.sql off",
                        "V2__b.sql on"),
                new Kind(
                        "SQL outside of a transaction",
                        (test, flyway) -> test.sql("V1__a", "V3__c")
                                .taggedSql("V2__b")
                                .file("V2__b.sql.conf", "executeInTransaction=false\n"),
                        "V1__a.sql on",
                        "V2__b.sql off",
                        "V3__c.sql on"),
                new Kind(
                        "SQL with a suffix of the team's",
                        (test, flyway) -> {
                            test.file("V1__a.tsql", SQL_TAG + seen("V1__a")).sql("V2__b");
                            flyway.sqlMigrationSuffixes(".sql", ".tsql");
                        },
                        "V1__a.tsql off",
                        "V2__b.sql on"),
                new Kind(
                        "out of order",
                        (test, flyway) -> {
                            test.sql("V3__c");
                            test.project.flyway().load().migrate();
                            test.taggedSql("V1__a").sql("V2__b");
                            flyway.outOfOrder(true);
                        },
                        "V1__a.sql off",
                        "V2__b.sql on"),
                new Kind(
                        "up to a target",
                        (test, flyway) -> {
                            test.sql("V1__a").taggedSql("V2__b", "V3__c");
                            flyway.target("2");
                        },
                        "V1__a.sql on",
                        "V2__b.sql off"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isOffInsideATaggedMigration(Kind kind) throws Exception {
        assumeTrue(!kind.name().contains("Python") || canRun("python"), "no python here");
        FluentConfiguration flyway =
                project.flyway(project.callback().build(), probe).mixed(true);
        kind.project().apply(this, flyway);

        flyway.load().migrate();

        assertThat(probe.seen).isEqualTo(kind.expected());
        if (kind.name().contains("script")) {
            assertThat(CapturedLog.lines()).anyMatch(line -> line.startsWith("INFO this script ran"));
        }
        List<String> expectedCalls = new ArrayList<>();
        boolean on = true;
        for (String expected : kind.expected()) {
            if (expected.endsWith(" off") == on) {
                expectedCalls.add(on ? "stopMirroring" : "startMirroring");
                on = !on;
            }
        }
        if (!on) {
            expectedCalls.add("startMirroring");
        }
        assertThat(project.fabric.calls()).isEqualTo(expectedCalls);
        assertThat(project.fabric.mirroringOn()).isTrue();
    }

    @Test
    void aGroupIsNotStoppedForATagBeyondTheTarget() {
        sql("V1__a").taggedSql("V2__b");

        project.flyway().group(true).target("1").load().migrate();

        assertThat(project.fabric.calls()).isEmpty();
    }

    @Test
    void aScriptThatFailsLeavesMirroringOn() {
        file("V1__a.sh", TAG + RAN + "exit 3\n");

        assertThatThrownBy(() -> project.flyway().load().migrate()).hasStackTraceContaining("this script ran");

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aMisspelledTagOfAScriptFailsItBeforeItRuns() {
        file("V1__a.sh", "# requires: mirror-off\n" + RAN);

        assertThatThrownBy(() -> project.flyway().load().migrate())
                .hasMessageContaining("V1__a.sh has \"requires: mirror-off\" in its header");

        assertThat(CapturedLog.lines()).noneMatch(line -> line.contains("this script ran"));
        assertThat(project.fabric.journal()).isEmpty();
    }

    /** Those for Windows, and those that undo, which the open source edition does not run. */
    @ParameterizedTest
    @CsvSource({
        "MIGRATE, SCRIPT,      V1__a.ps1, # requires: mirroring-off",
        "MIGRATE, SCRIPT,      V1__a.cmd, @echo off\\nREM requires: mirroring-off",
        "MIGRATE, SCRIPT,      V1__a.bat, :: requires: mirroring-off",
        "UNDO,    UNDO_SCRIPT, U1__a.sh,  # requires: mirroring-off",
        "UNDO,    UNDO_SCRIPT, U1__a.ps1, <# requires: mirroring-off #>",
    })
    void isOffInsideATaggedScriptOfAnotherMachineOrEdition(
            String run, CoreMigrationType type, String script, String text) {
        file(script, text.translateEscapes() + "\n" + RAN);
        project.flyway().load().baseline();
        FiredEvents flyway = new FiredEvents(
                project.callback().build(), project.flyway().load().getConfiguration());
        var migration =
                FiredEvents.migration(type, script, scripts.resolve(script).toString());

        flyway.fire(Event.valueOf("BEFORE_EACH_" + run), migration);
        assertThat(project.fabric.mirroringOn()).isFalse();
        flyway.fire(Event.valueOf("AFTER_EACH_" + run), migration);
        flyway.fire(Event.valueOf("AFTER_" + run));

        assertThat(project.fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Nothing in Flyway's API leads from a migration to its text: only its name and this location are told. */
    @ParameterizedTest
    @ValueSource(strings = {"s3:bucket/sql/V1__a.sql", "gcs:bucket/sql/V1__a.sql"})
    void aMigrationInACloudIsNamedAndRunsUntagged(String location) {
        FiredEvents flyway = new FiredEvents(
                MirroringCallback.builder().build(), project.flyway().load().getConfiguration());

        flyway.fire(Event.BEFORE_EACH_MIGRATE, FiredEvents.migration(CoreMigrationType.SQL, "V1__a.sql", location));

        assertThat(project.fabric.journal()).isEmpty();
        assertThat(CapturedLog.ours())
                .singleElement()
                .asString()
                .startsWith("WARN cannot read V1__a.sql to see whether it is tagged")
                .contains("it is in none of the locations that can be read from here");
    }

    private KindsTest sql(String... names) {
        Stream.of(names).forEach(project::untagged);
        return this;
    }

    private KindsTest taggedSql(String... names) {
        Stream.of(names).forEach(project::tagged);
        return this;
    }

    private KindsTest file(String name, String text) {
        return file(name, text, UTF_8);
    }

    private KindsTest file(String name, String text, Charset charset) {
        try {
            Files.createDirectories(scripts.resolve(name).getParent());
            Files.write(scripts.resolve(name), text.getBytes(charset));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean canRun(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Looks at mirroring right before and right after each script, whatever runs it; comes after ours in the alphabet.
     * On is what has been started: that takes effect later.
     */
    private static final class Probe extends BaseCallback {

        private final List<String> seen = new ArrayList<>();
        private final FabricStandIn fabric;
        private String before;

        Probe(FabricStandIn fabric) {
            this.fabric = fabric;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            List<String> calls = fabric.calls();
            boolean started = calls.isEmpty() || calls.get(calls.size() - 1).equals("startMirroring");
            String state = context.getMigrationInfo().getScript()
                    + (started ? " on" : fabric.mirroringOn() ? " not off yet" : " off");
            if (event == Event.BEFORE_EACH_MIGRATE) {
                before = state;
            } else {
                seen.add(state.equals(before) ? state : before + ", then " + state);
            }
        }
    }

    @RequiresMirroringOff
    static class B2__Tagged extends BaselineJavaMigration {
        @Override
        public void migrate(org.flywaydb.core.api.migration.Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement()) {
                statement.execute(seen("Java"));
            }
        }
    }
}
