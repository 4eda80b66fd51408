package io.github.fabricmirroring.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fabricmirroring.internal.settings.Setting;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.convert.DurationStyle;

/** What editors tell people agrees with what is so. */
class ConfigurationMetadataTest {

    private final JsonNode metadata;

    ConfigurationMetadataTest() throws IOException {
        metadata = new ObjectMapper().readTree(getClass().getResource("/META-INF/spring-configuration-metadata.json"));
    }

    @Test
    void itHasTheSettingsAndNothingElse() {
        assertThat(metadata.get("properties"))
                .extracting(property -> property.get("name").asText())
                .containsExactlyInAnyOrder(Arrays.stream(Setting.values())
                        .map(MirroringProperties::property)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void itSaysWhatASettingMeansAndOfWhichTypeItIs(Setting setting) {
        JsonNode property = property(setting);

        assertThat(property.get("description").asText()).isNotBlank().endsWith(".");
        assertThat(property.get("type").asText()).isEqualTo(type(setting).getName());
        assertThat(property.get("sourceType").asText()).isEqualTo(MirroringProperties.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void itHasTheDefaults(Setting setting) {
        String value = property(setting).path("defaultValue").asText();

        if (type(setting) == Duration.class) {
            assertThat(DurationStyle.detectAndParse(value))
                    .isEqualTo(Duration.ofSeconds(Long.parseLong(setting.defaultText())));
        } else {
            assertThat(value).isEqualTo(setting.defaultText());
        }
    }

    private JsonNode property(Setting setting) {
        for (JsonNode property : metadata.get("properties")) {
            if (property.get("name").asText().equals(MirroringProperties.property(setting))) {
                return property;
            }
        }
        throw new AssertionError(setting + " is missing");
    }

    private static Class<?> type(Setting setting) {
        return Arrays.stream(MirroringProperties.class.getRecordComponents())
                .filter(component -> component.getName().equals(setting.settingName()))
                .map(RecordComponent::getType)
                .findFirst()
                .orElseThrow();
    }
}
