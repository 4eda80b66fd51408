package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.RecordingReporter;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import reactor.core.publisher.Mono;

/** Clients of a stand-in for Fabric, and what they ask for. */
final class TestClient {

    final List<String> scopes = new CopyOnWriteArrayList<>();
    final List<String> said = new CopyOnWriteArrayList<>();

    private final FabricStandIn fabric;

    TestClient(FabricStandIn fabric) {
        this.fabric = fabric;
    }

    FabricApi api() {
        return api(credential());
    }

    FabricApi api(TokenCredential credential) {
        return api(fabric.apiEndpoint(), fabric.sqlDatabaseId(), credential);
    }

    FabricApi api(URI apiEndpoint) {
        return api(apiEndpoint, fabric.sqlDatabaseId(), credential());
    }

    FabricApi api(UUID sqlDatabaseId) {
        return api(fabric.apiEndpoint(), sqlDatabaseId, credential());
    }

    private FabricApi api(URI apiEndpoint, UUID sqlDatabaseId, TokenCredential credential) {
        return new FabricApi(settings(apiEndpoint, sqlDatabaseId), credential, reporter());
    }

    Reporter reporter() {
        return new RecordingReporter(said);
    }

    private MirroringSettings settings(URI apiEndpoint, UUID sqlDatabaseId) {
        return MirroringSettings.builder(setting -> "--" + setting.kebabName())
                .set(Setting.API_ENDPOINT, apiEndpoint.toString())
                .set(Setting.WORKSPACE_ID, fabric.workspaceId().toString())
                .set(Setting.SQL_DATABASE_ID, sqlDatabaseId.toString())
                .build();
    }

    TokenCredential credential() {
        return request -> {
            scopes.addAll(request.getScopes());
            return Mono.just(token());
        };
    }

    /** The one that the stand-in accepts. */
    AccessToken token() {
        return new AccessToken(fabric.token(), OffsetDateTime.now().plusHours(1));
    }

    static FabricException failure(ThrowingCallable call) {
        FabricException e = catchThrowableOfType(FabricException.class, call);
        assertThat(e).isNotNull();
        return e;
    }
}
