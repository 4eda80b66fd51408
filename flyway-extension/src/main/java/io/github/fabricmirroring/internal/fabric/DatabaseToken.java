package io.github.fabricmirroring.internal.fabric;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.fabricmirroring.MirroringException;

/**
 * A token to connect to a SQL database with, of whoever is signed in to Azure.
 *
 * @see <a href="https://learn.microsoft.com/sql/connect/jdbc/connecting-using-azure-active-directory-authentication">
 *     Microsoft's JDBC driver: connecting with an access token</a>
 */
public final class DatabaseToken {

    private static final String SCOPE = "https://database.windows.net/.default";

    private static final class Holder {
        static final TokenCredential CREDENTIAL = SignIn.defaultCredential();
    }

    private DatabaseToken() {}

    /**
     * @throws MirroringException if nobody is signed in
     */
    public static String get() {
        try {
            return Holder.CREDENTIAL
                    .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                    .getToken();
        } catch (RuntimeException e) {
            throw new MirroringException(SignIn.noToken(SCOPE, "connect to the database with", e), e);
        }
    }
}
