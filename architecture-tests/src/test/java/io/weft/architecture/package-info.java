/**
 * The rules of the house: who may know whom, what no class does, what packages are called.
 *
 * <p>Start at {@link io.weft.architecture.HouseRule}. The rules stand as constants in {@link io.weft.architecture.ModuleRules},
 * {@link io.weft.architecture.ControlPlaneRules}, {@link io.weft.architecture.ProxyRules},
 * {@link io.weft.architecture.PackageRules} and {@link io.weft.architecture.CodeRules};
 * {@link io.weft.architecture.HouseRulesTest} runs each over all modules and over an offender of its own. Threading: the
 * test's.
 */
@NullMarked
package io.weft.architecture;

import org.jspecify.annotations.NullMarked;
