package io.github.fabricmirroring.example.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What Flyway's user may do in the database, and what it is told if that is not enough. */
@EnabledIfSystemProperty(named = "server", matches = "SQL_SERVER", disabledReason = "H2 has other permissions")
class PermissionsTest extends ServerTest {

    private String user;

    @BeforeEach
    void aUserForDeployments() {
        begin();
        tagged("V2__a");
        user = schema + "_deployer";
        try {
            database.execute("CREATE USER " + user + " WITHOUT LOGIN");
        } catch (IllegalStateException e) {
            user = null;
            Server.leaveOut(
                    "the test of permissions",
                    "no user can be made here: " + e.getCause().getMessage());
        }
        for (String role : new String[] {"db_ddladmin", "db_datareader", "db_datawriter"}) {
            database.execute("ALTER ROLE " + role + " ADD MEMBER " + user);
        }
    }

    /** Before the database goes, as the user owns nothing in it. */
    @AfterEach
    void dropTheUser() {
        if (user != null) {
            database.execute("DROP USER " + user);
        }
    }

    @Test
    void aUserWhoMayChangeTablesReadAndWriteIsEnough() {
        migrateAsUser();

        assertThat(seen()).containsExactly("V2__a off");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(notes()).isEmpty();
    }

    @Test
    void whoMayNotCreateTheNotesTableIsToldSoAndNothingIsStopped() {
        database.execute("DENY CREATE TABLE TO " + user);

        assertThatThrownBy(this::migrateAsUser)
                .hasMessageContaining(
                        "Could not write the note about mirroring to table " + schema + ".fabric_mirroring")
                .hasMessageContaining("CREATE TABLE permission denied")
                .hasMessageContaining("The database user needs CREATE TABLE in the database");

        assertThat(fabric.calls()).isEmpty();
        assertThat(seen()).isEmpty();
    }

    @Test
    void whoMayNotWriteTheNoteIsToldSoAndNothingIsStopped() {
        flyway().load().migrate();
        fabric.clearJournal();
        tagged("V3__b");
        database.execute("DENY INSERT ON " + schema + ".fabric_mirroring TO " + user);

        assertThatThrownBy(this::migrateAsUser)
                .hasMessageContaining(
                        "The database user needs CREATE TABLE in the database, ALTER on the schema, and SELECT, INSERT");

        assertThat(fabric.calls()).isEmpty();
    }

    private void migrateAsUser() {
        flyway().dataSource(database.dataSource("EXECUTE AS USER = '" + user + "'"))
                .load()
                .migrate();
    }
}
