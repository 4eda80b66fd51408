package io.github.fabricmirroring.mirroring;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The settings of one run, checked. Immutable. */
public final class MirroringSettings {

    /** Ask the column that SQL Server has for it, and nothing on other databases. */
    public static final String STATE_QUERY_AUTO = "auto";

    /** Do not ask the database. */
    public static final String STATE_QUERY_NONE = "none";

    private final Map<Setting, Object> values;

    private MirroringSettings(Map<Setting, Object> values) {
        this.values = new EnumMap<>(values);
        requireAgreement();
    }

    public static Builder builder() {
        return new Builder();
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

    private static void requireSameId(Setting setting, UUID id, UUID idInItemUrl) {
        if (id != null && !id.equals(idInItemUrl)) {
            throw new MirroringException(setting.property() + " is \"" + id + "\", but " + Setting.ITEM_URL.property()
                    + " has " + idInItemUrl
                    + " in its place: expected the same id in both, or only one of the two settings.");
        }
    }

    private static MirroringException missingHalf(Setting present, UUID id, Setting missing) {
        return new MirroringException(present.property() + " is \"" + id + "\", but " + missing.property() + " ("
                + missing.environmentVariable() + ") is not set: expected both ids of the SQL database, or "
                + Setting.ITEM_URL.property() + " instead of the two.");
    }

    /** Collects settings; a later value of a setting replaces an earlier one. */
    public static final class Builder {

        private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

        private Builder() {}

        /**
         * @param text the value as it stands in a configuration file or in the environment
         * @throws MirroringException if the value makes no sense, naming the setting, its value and what is expected
         */
        public Builder set(Setting setting, String text) {
            values.put(setting, setting.parse(text));
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
                setting.parse(Long.toString(duration.toSeconds()));
            }
            values.put(setting, duration);
            return this;
        }

        /** Takes over what the other one has, in place of what this one had. */
        public Builder setAll(Builder other) {
            values.putAll(other.values);
            return this;
        }

        /**
         * @throws MirroringException if settings contradict each other
         */
        public MirroringSettings build() {
            return new MirroringSettings(values);
        }
    }
}
