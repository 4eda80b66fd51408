package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The settings of one run, checked. Immutable. */
public final class MirroringSettings {

    /** Ask the column that SQL Server has for it, and nothing on other databases. */
    public static final String STATE_QUERY_AUTO = "auto";

    /** Do not ask the database. */
    public static final String STATE_QUERY_NONE = "none";

    private final Map<Setting, Object> values;
    private final Function<Setting, String> naming;

    private MirroringSettings(Map<Setting, Object> values, Function<Setting, String> naming) {
        this.values = new EnumMap<>(values);
        this.naming = naming;
        requireAgreement();
    }

    /** For settings that people know by their names in Flyway's configuration. */
    public static Builder builder() {
        return builder(Setting::property);
    }

    /**
     * @param naming how messages call a setting: as it is called where people set it
     */
    public static Builder builder(Function<Setting, String> naming) {
        return new Builder(naming);
    }

    /** How people know the setting. */
    public String nameOf(Setting setting) {
        return naming.apply(setting);
    }

    /** The SQL database whose mirroring is stopped and started, if one is configured. */
    public Optional<SqlDatabaseItem> item() {
        if (values.containsKey(Setting.ITEM_URL)) {
            return Optional.of((SqlDatabaseItem) values.get(Setting.ITEM_URL));
        }
        if (values.containsKey(Setting.WORKSPACE_ID)) {
            return Optional.of(new SqlDatabaseItem(
                    (UUID) values.get(Setting.WORKSPACE_ID), (UUID) values.get(Setting.SQL_DATABASE_ID)));
        }
        return Optional.empty();
    }

    /** Where Fabric's REST API is; always https. */
    public URI apiEndpoint() {
        return (URI) value(Setting.API_ENDPOINT);
    }

    /** {@link #STATE_QUERY_AUTO}, {@link #STATE_QUERY_NONE}, or SQL that yields 1 or true while mirroring is on. */
    public String stateQuery() {
        return (String) value(Setting.STATE_QUERY);
    }

    /** For how long the database may take to say off. */
    public Duration stopTimeout() {
        return (Duration) value(Setting.STOP_TIMEOUT);
    }

    /** For how long a failing start call is tried again. */
    public Duration startTimeout() {
        return (Duration) value(Setting.START_TIMEOUT);
    }

    /** The time between two looks at the state. */
    public Duration pollInterval() {
        return (Duration) value(Setting.POLL_INTERVAL);
    }

    /** {@code false}: tags are ignored. */
    public boolean enabled() {
        return (Boolean) value(Setting.ENABLED);
    }

    private Object value(Setting setting) {
        return values.getOrDefault(setting, setting.defaultValue());
    }

    private void requireAgreement() {
        UUID workspaceId = (UUID) values.get(Setting.WORKSPACE_ID);
        UUID sqlDatabaseId = (UUID) values.get(Setting.SQL_DATABASE_ID);
        SqlDatabaseItem itemUrl = (SqlDatabaseItem) values.get(Setting.ITEM_URL);
        if (itemUrl != null) {
            requireSameId(Setting.WORKSPACE_ID, workspaceId, itemUrl.workspaceId());
            requireSameId(Setting.SQL_DATABASE_ID, sqlDatabaseId, itemUrl.sqlDatabaseId());
        } else if (workspaceId == null && sqlDatabaseId != null) {
            throw missingHalf(Setting.SQL_DATABASE_ID, sqlDatabaseId, Setting.WORKSPACE_ID);
        } else if (workspaceId != null && sqlDatabaseId == null) {
            throw missingHalf(Setting.WORKSPACE_ID, workspaceId, Setting.SQL_DATABASE_ID);
        }
    }

    private void requireSameId(Setting setting, UUID id, UUID idInItemUrl) {
        if (id != null && !id.equals(idInItemUrl)) {
            throw new MirroringException(nameOf(setting) + " is \"" + id + "\", but " + nameOf(Setting.ITEM_URL)
                    + " has " + idInItemUrl
                    + " in its place: expected the same id in both, or only one of the two settings.");
        }
    }

    private MirroringException missingHalf(Setting present, UUID id, Setting missing) {
        return new MirroringException(nameOf(present) + " is \"" + id + "\", but " + nameOf(missing) + " ("
                + missing.environmentVariable() + ") is not set: expected both ids of the SQL database, or "
                + nameOf(Setting.ITEM_URL) + " instead of the two.");
    }

    /** Collects settings; a later value of a setting replaces an earlier one. */
    public static final class Builder {

        private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

        private Function<Setting, String> naming;

        private Builder(Function<Setting, String> naming) {
            this.naming = naming;
        }

        /**
         * @param text the value as it stands in a configuration file or in the environment
         * @throws MirroringException if the value makes no sense, naming the setting, its value and what is expected
         */
        public Builder set(Setting setting, String text) {
            values.put(setting, setting.parse(text, naming.apply(setting)));
            return this;
        }

        /**
         * Sets one of the settings that are durations, to any fraction of a second.
         *
         * @throws MirroringException if the duration is negative, or zero for {@link Setting#POLL_INTERVAL}
         */
        public Builder set(Setting setting, Duration duration) {
            if (!(setting.defaultValue() instanceof Duration)) {
                throw new IllegalArgumentException(setting.settingName() + " is not a duration");
            }
            if (duration.isNegative() || (duration.isZero() && setting == Setting.POLL_INTERVAL)) {
                setting.parse(Long.toString(duration.toSeconds()), naming.apply(setting));
            }
            values.put(setting, duration);
            return this;
        }

        /** Takes over what the other one has, in place of what this one had, and how it calls the settings. */
        public Builder setAll(Builder other) {
            values.putAll(other.values);
            naming = other.naming;
            return this;
        }

        /**
         * @throws MirroringException if settings contradict each other
         */
        public MirroringSettings build() {
            return new MirroringSettings(values, naming);
        }
    }
}
