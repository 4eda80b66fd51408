package io.github.fabricmirroring.flyway.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.fabricmirroring.internal.settings.Setting;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.flywaydb.core.extensibility.ConfigurationExtension;
import org.flywaydb.core.extensibility.Plugin;

/**
 * Makes {@code flyway.fabricMirroring.*} part of Flyway's configuration: files, command line and environment. Flyway
 * fills the fields by their names, with Jackson, through the setters; all are text, so that an invalid value reaches
 * our own checks and their sentences.
 *
 * <p>Public because Flyway loads it as a service. Not for users.
 */
public final class MirroringConfigurationExtension implements ConfigurationExtension {

    /** What all names of our settings start with in Flyway's configuration. */
    public static final String PROPERTY_PREFIX = "flyway.fabricMirroring.";

    /** What all names of our settings start with in the environment. */
    public static final String VARIABLE_PREFIX = "FLYWAY_FABRIC_MIRRORING_";

    private static final Pattern WORD_BREAK = Pattern.compile("_(.)");

    private String workspaceId;
    private String sqlDatabaseId;
    private String itemUrl;
    private String apiEndpoint;
    private String stateQuery;
    private String stopTimeout;
    private String startTimeout;
    private String pollInterval;
    private String enabled;

    @Override
    public String getNamespace() {
        return "fabricMirroring";
    }

    /** Also for names that are no setting of ours, so that Flyway reports a misspelled one. */
    @Override
    public String getConfigurationParameterFromEnvironmentVariable(String environmentVariable) {
        if (!environmentVariable.startsWith(VARIABLE_PREFIX)) {
            return null;
        }
        String words = environmentVariable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
        return PROPERTY_PREFIX
                + WORD_BREAK.matcher(words).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** Flyway's own way copies with Jackson, whose version and package differ between Flyway's versions. */
    @Override
    public Plugin copy() {
        MirroringConfigurationExtension copy = new MirroringConfigurationExtension();
        copy.workspaceId = workspaceId;
        copy.sqlDatabaseId = sqlDatabaseId;
        copy.itemUrl = itemUrl;
        copy.apiEndpoint = apiEndpoint;
        copy.stateQuery = stateQuery;
        copy.stopTimeout = stopTimeout;
        copy.startTimeout = startTimeout;
        copy.pollInterval = pollInterval;
        copy.enabled = enabled;
        return copy;
    }

    /** What Flyway's configuration has of settings. */
    public Map<Setting, String> values() {
        Map<Setting, String> values = new LinkedHashMap<>();
        values.put(Setting.WORKSPACE_ID, workspaceId);
        values.put(Setting.SQL_DATABASE_ID, sqlDatabaseId);
        values.put(Setting.ITEM_URL, itemUrl);
        values.put(Setting.API_ENDPOINT, apiEndpoint);
        values.put(Setting.STATE_QUERY, stateQuery);
        values.put(Setting.STOP_TIMEOUT, stopTimeout);
        values.put(Setting.START_TIMEOUT, startTimeout);
        values.put(Setting.POLL_INTERVAL, pollInterval);
        values.put(Setting.ENABLED, enabled);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    public String getWorkspaceId() {
        return workspaceId;
    }

    public void setWorkspaceId(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    public String getSqlDatabaseId() {
        return sqlDatabaseId;
    }

    public void setSqlDatabaseId(String sqlDatabaseId) {
        this.sqlDatabaseId = sqlDatabaseId;
    }

    public String getItemUrl() {
        return itemUrl;
    }

    public void setItemUrl(String itemUrl) {
        this.itemUrl = itemUrl;
    }

    public String getApiEndpoint() {
        return apiEndpoint;
    }

    public void setApiEndpoint(String apiEndpoint) {
        this.apiEndpoint = apiEndpoint;
    }

    public String getStateQuery() {
        return stateQuery;
    }

    public void setStateQuery(String stateQuery) {
        this.stateQuery = stateQuery;
    }

    public String getStopTimeout() {
        return stopTimeout;
    }

    public void setStopTimeout(String stopTimeout) {
        this.stopTimeout = stopTimeout;
    }

    public String getStartTimeout() {
        return startTimeout;
    }

    public void setStartTimeout(String startTimeout) {
        this.startTimeout = startTimeout;
    }

    public String getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(String pollInterval) {
        this.pollInterval = pollInterval;
    }

    public String getEnabled() {
        return enabled;
    }

    /**
     * Annotated because Flyway's {@code Plugin.isEnabled}, which is not a property, would otherwise hide this one from
     * Jackson.
     */
    @JsonProperty
    public void setEnabled(String enabled) {
        this.enabled = enabled;
    }
}
