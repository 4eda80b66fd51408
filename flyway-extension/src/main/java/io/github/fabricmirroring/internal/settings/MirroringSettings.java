package io.github.fabricmirroring.internal.settings;

import io.github.fabricmirroring.MirroringException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of one run, checked. Immutable. */
public final class MirroringSettings {

    /** Ask the column that SQL Server has for it, and nothing on other databases. */
    public static final String STATE_QUERY_AUTO = "auto";

    /** Do not ask the database. */
    public static final String STATE_QUERY_NONE = "none";

    private final Optional<SqlDatabaseItem> item;
    private final ItemSource itemSource;
    private final URI apiEndpoint;
    private final String stateQuery;
    private final Duration stopTimeout;
    private final Duration startTimeout;
    private final Duration pollInterval;
    private final boolean enabled;
    private final Function<Setting, SettingNames> naming;
    private final Map<Setting, String> places;

    private MirroringSettings(
            SettingValues values,
            Optional<SqlDatabaseItem> item,
            Function<Setting, SettingNames> naming,
            Map<Setting, String> places) {
        this.item = item;
        this.itemSource = ItemSource.SETTINGS;
        this.apiEndpoint = values.apiEndpoint;
        this.stateQuery = values.stateQuery;
        this.stopTimeout = values.stopTimeout;
        this.startTimeout = values.startTimeout;
        this.pollInterval = values.pollInterval;
        this.enabled = values.enabled;
        this.naming = naming;
        this.places = places;
    }

    private MirroringSettings(MirroringSettings configured, SqlDatabaseItem itemOfAddress) {
        this.item = Optional.of(itemOfAddress);
        this.itemSource = ItemSource.ADDRESS;
        this.apiEndpoint = configured.apiEndpoint;
        this.stateQuery = configured.stateQuery;
        this.stopTimeout = configured.stopTimeout;
        this.startTimeout = configured.startTimeout;
        this.pollInterval = configured.pollInterval;
        this.enabled = configured.enabled;
        this.naming = configured.naming;
        this.places = configured.places;
    }

    /** For a program, whose settings are called what they are called here. */
    public static Builder builder() {
        return builder(Setting::settingName);
    }

    /**
     * @param names what messages call a setting: its name in the place where people set it
     */
    public static Builder builder(SettingNames names) {
        return new Builder(names);
    }

    /** What the person who set it, or would have to, calls the setting. */
    public String nameOf(Setting setting) {
        return naming.apply(setting).name(setting);
    }

    /** The same, followed by the environment variable in parentheses, if there is one. */
    public String nameWithVariable(Setting setting) {
        return naming.apply(setting).nameWithVariable(setting);
    }

    /** The SQL database whose mirroring is stopped and started, if it is known. */
    public Optional<SqlDatabaseItem> item() {
        return item;
    }

    /** From where the item is known; nothing if it is not. */
    public Optional<ItemSource> itemSource() {
        return item.map(known -> itemSource);
    }

    /**
     * These settings with the item that the address of the database names.
     *
     * @throws MirroringException if another one is configured, with both
     */
    public MirroringSettings withItem(SqlDatabaseItem itemOfAddress) {
        if (item.isEmpty()) {
            return new MirroringSettings(this, itemOfAddress);
        }
        if (!item.get().equals(itemOfAddress)) {
            throw new MirroringException(namesOfItem() + item.get() + ", but by its address the database is "
                    + itemOfAddress + ". Remove that setting, which is not needed for this database, or connect to the"
                    + " other one.");
        }
        return this;
    }

    /** The beginning of a sentence that goes on with the configured item. */
    public String namesOfItem() {
        return places.containsKey(Setting.ITEM_URL)
                ? nameWithVariable(Setting.ITEM_URL) + " names "
                : nameWithVariable(Setting.WORKSPACE_ID) + " and " + nameWithVariable(Setting.SQL_DATABASE_ID)
                        + " name ";
    }

    /** The settings that are not left at their defaults, and where each was set, for people. */
    public Map<Setting, String> places() {
        return places;
    }

    /** Where Fabric's REST API is; always https. */
    public URI apiEndpoint() {
        return apiEndpoint;
    }

    /** {@link #STATE_QUERY_AUTO}, {@link #STATE_QUERY_NONE}, or SQL that yields 1 or true while mirroring is on. */
    public String stateQuery() {
        return stateQuery;
    }

    /** How long to wait until the database says off. */
    public Duration stopTimeout() {
        return stopTimeout;
    }

    /** For how long a failing start call is tried again, and then, how long to wait until the database says on. */
    public Duration startTimeout() {
        return startTimeout;
    }

    /** The longest time between two looks at the state. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** {@code false}: tags are ignored, and each other setting has its default, whatever was set. */
    public boolean enabled() {
        return enabled;
    }

    /** Collects settings; a later value of a setting replaces an earlier one. Values are read by {@link #build()}. */
    public static final class Builder {

        private final GivenSettings given = new GivenSettings();
        private SettingNames names;
        private String place = "code";

        private Builder(SettingNames names) {
            this.names = names;
        }

        /**
         * @param place where what is set from now on comes from, for people: "the environment"
         */
        public Builder from(String place) {
            this.place = place;
            return this;
        }

        /**
         * @param text the value as it is in a configuration file or in the environment
         */
        public Builder set(Setting setting, String text) {
            given.put(setting, names, place, names.shown(setting, text), values -> setting.read(text, values));
            return this;
        }

        /** Sets one of the settings that are durations, to any fraction of a second. */
        public Builder set(Setting setting, Duration duration) {
            String seconds = Long.toString(duration.toSeconds());
            given.put(setting, names, place, seconds, values -> setting.read(duration, values));
            return this;
        }

        /** As if it had not been set. */
        public Builder unset(Setting setting) {
            given.remove(setting);
            return this;
        }

        /**
         * Has names checked, of an environment or a file, before any value is read.
         *
         * @param check throws a {@link MirroringException} if a name is none of a setting; of a builder that is not
         *     enabled, it is not called
         */
        public Builder check(Runnable check) {
            given.check(check);
            return this;
        }

        /**
         * Takes over what the other one has, in place of what this one had, and its names. If it names an item, that is
         * the item: by an address here and by ids there, two places would name one together that nobody means.
         */
        public Builder setAll(Builder other) {
            given.putAll(other.given);
            names = other.names;
            return this;
        }

        /**
         * Reads each value by itself. The values need not make a whole yet: others may be added.
         *
         * @throws MirroringException if a value is invalid, with the setting's name, the value and what is expected, or
         *     a name is unknown; of a builder that is not enabled, only that value is read
         */
        public Builder requireValid() {
            given.read();
            return this;
        }

        /**
         * @throws MirroringException if a value is invalid, as for {@link #requireValid()}, or settings contradict each
         *     other
         */
        public MirroringSettings build() {
            SettingValues values = given.read();
            Function<Setting, SettingNames> naming = given.naming(names);
            return new MirroringSettings(values, new ConfiguredItem(values, naming).item(), naming, given.places());
        }
    }
}
