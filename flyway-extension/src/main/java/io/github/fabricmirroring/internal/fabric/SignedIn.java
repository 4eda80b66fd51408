package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.AccessToken;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.github.fabricmirroring.internal.settings.OutsideText;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who a token is for, as far as it says so. What it says is shown to people and relied on for nothing.
 *
 * @param who a user's name, or the id of an application
 * @param by what has got the token, such as {@code Azure CLI}
 * @param until when it expires
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">Access token claims
 *     reference</a>
 */
public record SignedIn(Optional<String> who, Optional<String> by, OffsetDateTime until) {

    /**
     * @see <a href="https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in">First-party
     *     applications</a>
     */
    private static final Map<String, String> PROGRAMS = Map.of(
            "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI",
            "1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell",
            "aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code");

    static SignedIn of(AccessToken token) {
        Map<String, Object> claims = claims(token.getToken());
        Optional<String> application = text(claims, "appid").or(() -> text(claims, "azp"));
        Optional<String> who = Stream.of("upn", "unique_name", "preferred_username", "app_displayname")
                .map(name -> text(claims, name))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> application.map(id -> "application " + id));
        Optional<String> by = text(claims, "xms_mirid")
                .map(resource -> "a managed identity")
                .or(() -> application.map(PROGRAMS::get))
                .or(() -> text(claims, "idtyp").filter("app"::equals).map(type -> "a service principal"));
        return new SignedIn(who, by, token.getExpiresAt());
    }

    /** Nothing of a token that is not readable for others than whom it is for. */
    private static Map<String, Object> claims(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Map.of();
        }
        try (JsonReader reader =
                JsonProviders.createReader(Base64.getUrlDecoder().decode(parts[1]))) {
            return Objects.requireNonNullElse(reader.readMap(JsonReader::readUntyped), Map.of());
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank()
                ? Optional.of(OutsideText.harmless(text))
                : Optional.empty();
    }
}
