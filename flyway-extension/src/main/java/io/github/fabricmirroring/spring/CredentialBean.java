package io.github.fabricmirroring.spring;

import com.azure.core.credential.TokenCredential;
import io.github.fabricmirroring.MirroringException;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;

/**
 * The application's credential, looked up when it is needed: the one class here that knows Azure, and no bean itself.
 */
final class CredentialBean implements Supplier<TokenCredential> {

    private final BeanFactory beans;

    CredentialBean(BeanFactory beans) {
        this.beans = beans;
    }

    /** {@code null} if the application has none. */
    @Override
    public TokenCredential get() {
        try {
            return beans.getBeanProvider(TokenCredential.class).getIfAvailable();
        } catch (NoUniqueBeanDefinitionException e) {
            throw new MirroringException(
                    "there are several TokenCredential beans (" + String.join(", ", e.getBeanNamesFound())
                            + "), and none of them is primary: mark one as @Primary, or define a MirroringCallbackBean"
                            + " that names its credential.",
                    e);
        }
    }
}
