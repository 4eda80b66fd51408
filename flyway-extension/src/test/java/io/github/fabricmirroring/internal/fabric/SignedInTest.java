package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedInTest {

    private static final OffsetDateTime UNTIL = OffsetDateTime.parse("2026-11-25T12:00:00Z");

    private static SignedIn of(String claims) {
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return SignedIn.of(new AccessToken("e30." + payload + ".signature", UNTIL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'upn':'ann@example.org','appid':'04b07795-8ddb-461a-bbee-02f9e1bf7b46'}|ann@example.org|Azure CLI",
                "{'unique_name':'ann','appid':'1950a258-227b-4e31-a9cf-717495945fc2'}|ann|Azure PowerShell",
                "{'app_displayname':'ci','appid':'1','idtyp':'app'}|ci|a service principal",
                "{'appid':'1','idtyp':'app'}|application 1|a service principal",
                "{'appid':'1','idtyp':'app','xms_mirid':'/x'}|application 1|a managed identity"
            })
    void aTokenTellsWhoHasGotItAndBy(String claims, String who, String by) {
        SignedIn signedIn = of(claims.replace('\'', '"'));

        assertThat(signedIn.who()).contains(who);
        assertThat(signedIn.by()).contains(by);
        assertThat(signedIn.until()).isEqualTo(UNTIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "e30.e30.e30", "a.!!!.c", ""})
    void aTokenThatCannotBeReadTellsNothingButItsEnd(String token) {
        assertThat(SignedIn.of(new AccessToken(token, UNTIL)))
                .isEqualTo(new SignedIn(Optional.empty(), Optional.empty(), UNTIL));
    }

    @Test
    void nothingOfATokenIsShownRaw() {
        assertThat(of("{\"upn\":\"ann\\u001b[2J\\nx\"}").who().orElseThrow()).doesNotContain("\u001b", "\n");
    }
}
