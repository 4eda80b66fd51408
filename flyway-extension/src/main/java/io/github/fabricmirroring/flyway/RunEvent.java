package io.github.fabricmirroring.flyway;

import org.flywaydb.core.api.callback.Event;

/** What each of Flyway's events means for mirroring. */
enum RunEvent {
    /** A run begins; nothing has been executed. */
    BEGIN(Place.BETWEEN_MIGRATIONS),
    /** A migration's transaction has begun and is empty, and the one before it is over. */
    BEFORE_MIGRATION(Place.INSIDE_A_MIGRATION),
    BEFORE_UNDO(Place.INSIDE_A_MIGRATION),
    /** A script has ended, its transaction has not: starting mirroring now would start it under uncommitted DDL. */
    SCRIPT_ENDED(Place.INSIDE_A_MIGRATION),
    /** A script has failed, its transaction is still to be rolled back. */
    SCRIPT_FAILED(Place.INSIDE_A_MIGRATION),
    /** Also fired for the statements of SQL callbacks, before and after the migrations. */
    STATEMENT_FAILED(Place.INSIDE_A_MIGRATION),
    /** All migrations are committed; callbacks of others are still to come, and may fail. */
    SUCCEEDED(Place.BETWEEN_MIGRATIONS),
    /** The run has failed, and its own exception is about to be thrown. */
    FAILED(Place.BETWEEN_MIGRATIONS),
    /**
     * The run is over, after each other event of it; the only event with a connection of Flyway's and no transaction.
     */
    FINISHED(Place.BETWEEN_MIGRATIONS),
    /** Of {@code validate}, or of the validation at the start of {@code migrate}, which then fires no other event. */
    VALIDATION_FAILED(Place.BETWEEN_MIGRATIONS),
    /** The schemas are about to be emptied, and with them the notes about mirroring. */
    BEFORE_CLEAN(Place.BETWEEN_MIGRATIONS),
    /** No concern of ours. Above all those that fire between migrations while the next one's transaction is open. */
    NOTHING(Place.NOWHERE);

    /** Where in a run an event happens, and by that, how it is served. */
    enum Place {
        /** Served in {@code handle}, with Flyway's own connection. */
        INSIDE_A_MIGRATION,
        /** Served in {@code supports}, without a connection; see {@link MirroringCallback#serveWithoutConnection}. */
        BETWEEN_MIGRATIONS,
        /** Not served. */
        NOWHERE
    }

    private final Place place;

    RunEvent(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    static RunEvent of(Event event) {
        return switch (event) {
            case BEFORE_MIGRATE, BEFORE_UNDO -> BEGIN;
            case BEFORE_EACH_MIGRATE -> BEFORE_MIGRATION;
            case BEFORE_EACH_UNDO -> BEFORE_UNDO;
            case AFTER_EACH_MIGRATE, AFTER_EACH_UNDO -> SCRIPT_ENDED;
            case AFTER_EACH_MIGRATE_ERROR, AFTER_EACH_UNDO_ERROR -> SCRIPT_FAILED;
            case AFTER_EACH_MIGRATE_STATEMENT_ERROR, AFTER_EACH_UNDO_STATEMENT_ERROR -> STATEMENT_FAILED;
            case AFTER_MIGRATE_APPLIED, AFTER_MIGRATE, AFTER_UNDO -> SUCCEEDED;
            case AFTER_MIGRATE_ERROR, AFTER_UNDO_ERROR -> FAILED;
            case AFTER_MIGRATE_OPERATION_FINISH, AFTER_UNDO_OPERATION_FINISH -> FINISHED;
            case AFTER_VALIDATE_ERROR -> VALIDATION_FAILED;
            case BEFORE_CLEAN -> BEFORE_CLEAN;
            default -> NOTHING;
        };
    }
}
