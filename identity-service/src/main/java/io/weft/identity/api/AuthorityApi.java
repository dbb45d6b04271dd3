package io.weft.identity.api;

import io.weft.identity.ca.IssuerReload;
import io.weft.identity.ca.RecentIssuances;
import io.weft.service.admin.AdminApi;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/anchors}, {@code /issuer} and {@code /issuances}; described in {@code openapi.json} beside this class. */
@RestController
public final class AuthorityApi {
    private final IssuerReload authority;
    private final RecentIssuances issuances;

    public AuthorityApi(IssuerReload authority, RecentIssuances issuances) {
        this.authority = authority;
        this.issuances = issuances;
    }

    /** What opts in to the guard and serves the document. */
    public static AdminApi description() {
        return new AdminApi("identity", new ClassPathResource("openapi.json", AuthorityApi.class));
    }

    @GetMapping(AdminApi.ROOT + "/anchors")
    AnchorsJson anchors() {
        return AnchorsJson.of(authority.anchors().get());
    }

    @GetMapping(AdminApi.ROOT + "/issuer")
    IssuerJson issuer() {
        return IssuerJson.of(authority.status());
    }

    @GetMapping(AdminApi.ROOT + "/issuances")
    IssuancesJson issuances() {
        return IssuancesJson.of(issuances.snapshot());
    }
}
