package io.weft.identity.app;

import io.weft.identity.token.ClusterTokenReviewer;
import io.weft.identity.token.SignedTokenReviewer;
import io.weft.identity.token.TokenKeys;
import io.weft.service.cluster.TokenReviews;
import io.weft.service.settings.InvalidSettingException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where there is an API server it reviews tokens, on one machine we review our own. */
@Configuration(proxyBeanMethods = false)
class ProofBeans {

    @Bean
    TokenKeys tokenKeys() {
        return new TokenKeys();
    }

    @Bean
    ReviewThreads reviewThreads() {
        return new ReviewThreads();
    }

    @Bean
    Proof proof(
            @Value("${mesh.feed.kind:folder}") String kind,
            IdentityProperties properties,
            TokenKeys keys,
            Clock clock,
            ObjectProvider<TokenReviews> reviews,
            ReviewThreads threads) {
        return switch (kind) {
            case "folder" -> own(keys, clock);
            case "kubernetes" -> cluster(properties, reviews.getObject(), threads);
            default -> throw new InvalidSettingException("mesh.feed.kind", kind, "Give `folder` or `kubernetes`.");
        };
    }

    private static Proof own(TokenKeys keys, Clock clock) {
        return new Proof(
                new SignedTokenReviewer(keys, clock),
                Runnable::run,
                keys::update,
                () -> keys.isLoaded() ? Optional.empty() : Optional.of("there is no token key"));
    }

    /** While the API server is away callers are told so one by one; the service itself is well. */
    private static Proof cluster(IdentityProperties properties, TokenReviews reviews, ReviewThreads threads) {
        requireNothingOfOneMachine(properties);
        return new Proof(new ClusterTokenReviewer(reviews), threads::execute, _ -> {}, Optional::empty);
    }

    private static void requireNothingOfOneMachine(IdentityProperties properties) {
        if (properties.bootstrap()) {
            throw new InvalidSettingException(
                    "mesh.identity.bootstrap",
                    true,
                    "On Kubernetes the issuer is the Secret linkerd-identity-issuer; leave this setting out.");
        }
        if (properties.socket().isPresent()) {
            throw new InvalidSettingException(
                    "mesh.identity.mint-socket",
                    properties.socket().get(),
                    "On Kubernetes tokens come from the API server; leave this setting out.");
        }
    }
}
