package dev.ferry.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.ferry.architecture.Modules.Layer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules, each with the reason why it is one. */
enum Rules {
  PORTABLE_API_KNOWS_NEITHER_PROVIDERS_NOR_FUNCTIONS(
      noClasses()
          .that(Modules.in(Layer.PORTABLE_API))
          .should()
          .dependOnClassesThat(Modules.in(Layer.PROVIDERS).or(Modules.in(Layer.FUNCTIONS)))
          .because("functions -> portable-api <- providers")),

  PROVIDERS_KNOW_NO_FUNCTIONS(
      noClasses()
          .that(Modules.in(Layer.PROVIDERS))
          .should()
          .dependOnClassesThat(Modules.in(Layer.FUNCTIONS))
          .because("functions -> portable-api <- providers")),

  PROVIDERS_NEVER_SEE_EACH_OTHER(
      classes()
          .that(Modules.in(Layer.PROVIDERS))
          .should(seeNoOtherProvider())
          .because(
              "a function carries one provider; only the JUnit extension is made of another, and"
                  + " those of AWS share how they send")),

  PEERS_ANSWER_FOR_A_CLOUD_ALONE(
      noClasses()
          .that(Modules.in(Layer.PEERS))
          .should()
          .dependOnClassesThat(
              Modules.in(Layer.PORTABLE_API)
                  .or(Modules.in(Layer.PROVIDERS))
                  .or(Modules.in(Layer.FUNCTIONS))
                  .and(not(Modules.SIMULATION.classes())))
          .because("a peer that shared code with what it tests would share its mistakes")),

  NOTHING_SHIPPED_NEEDS_A_PEER_OR_LOCAL_HOST(
      noClasses()
          .that(
              Modules.in(Layer.PORTABLE_API)
                  .or(Modules.in(Layer.PROVIDERS))
                  .or(Modules.FUNCTIONS_CORE.classes())
                  .or(Modules.SAMPLE_ORDERS.classes()))
          .should()
          .dependOnClassesThat(Modules.in(Layer.PEERS).or(Modules.in(Layer.HOSTS)))
          .because("peers are for tests and local hosts, and those for one machine")),

  THE_CORE_NEEDS_THE_JDK_AND_JSPECIFY_ONLY(
      classes()
          .that(
              Modules.anyOf(
                  List.of(
                      Modules.MESSAGING,
                      Modules.IDEMPOTENCY,
                      Modules.PROCESSING,
                      Modules.SIMULATION)))
          .should()
          .onlyDependOnClassesThat(jdkOrJSpecify().or(resideInAnyPackage("dev.ferry..")))
          .because("a cold start pays for every class")),

  INTERNAL_PACKAGES_STAY_IN_THEIR_MODULE(
      classes()
          .should(useNoInternalsOfAnotherModule())
          .because("what lies in .internal may change at any time")),

  SAMPLE_HANDLERS_KNOW_NO_HOST(
      classes()
          .that(Modules.SAMPLE_ORDERS.classes())
          .and(not(generated()))
          .and(not(sampleCodec()))
          .should()
          .onlyDependOnClassesThat(jdkOrJSpecify().or(jsonAnnotations()).or(ferryWithoutHosts()))
          .because("handlers are written once and run on every host")),

  SAMPLE_CODECS_KNOW_NO_HOST(
      classes()
          .that(sampleCodec())
          .should()
          .onlyDependOnClassesThat(
              jdkOrJSpecify().or(resideInAnyPackage("io.avaje..")).or(ferryWithoutHosts()))
          .because("only the codec sees the library behind it, and no more than that")),

  PORTABLE_API_HAS_NO_STATIC_STATE(
      fields()
          .that()
          .areStatic()
          .and(not(modifier(JavaModifier.SYNTHETIC)).as("are written by hand"))
          .and()
          .areDeclaredInClassesThat(Modules.in(Layer.PORTABLE_API))
          .should()
          .beFinal()
          .andShould(notHoldState())
          .because("clients, stores and clocks are constructor arguments")),

  LOCKS_INSTEAD_OF_SYNCHRONIZED_METHODS(
      methods()
          .should()
          .notHaveModifier(JavaModifier.SYNCHRONIZED)
          .because("a virtual thread that waits in one pins its carrier")),

  LIBRARIES_DO_NOT_PRINT(
      noClasses()
          .that(not(Modules.CLI.classes()))
          .should(ACCESS_STANDARD_STREAMS)
          .because("the output belongs to the program"));

  @SuppressWarnings("ImmutableEnumChecker") // rules never change, they only lack the annotation
  private final ArchRule rule;

  Rules(ArchRule rule) {
    // A layer that holds no class yet breaks nothing; that each rule can fail is shown by fixtures.
    this.rule = rule.allowEmptyShould(true);
  }

  ArchRule rule() {
    return rule;
  }

  private static DescribedPredicate<JavaClass> jdkOrJSpecify() {
    return resideInAnyPackage("java..", "org.jspecify.annotations..")
        .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive()));
  }

  /** What avaje-jsonb generates. */
  static DescribedPredicate<JavaClass> generated() {
    return annotatedWith("io.avaje.jsonb.spi.Generated").forSubtype();
  }

  private static DescribedPredicate<JavaClass> sampleCodec() {
    return resideInAnyPackage("dev.ferry.samples.orders.json..").as("are the sample's codec");
  }

  private static DescribedPredicate<JavaClass> ferryWithoutHosts() {
    return resideInAnyPackage("dev.ferry..")
        .and(not(resideInAnyPackage("dev.ferry.functions..")))
        .forSubtype();
  }

  /** The annotations that say how a type looks in JSON; the library behind them is the codec's. */
  private static DescribedPredicate<JavaClass> jsonAnnotations() {
    return nameMatching("io\\.avaje\\.jsonb\\.Json(\\$.+)?").forSubtype();
  }

  private static ArchCondition<JavaClass> seeNoOtherProvider() {
    Map<Modules, Modules> madeOf =
        Map.of(
            Modules.EMBEDDED_JUNIT,
            Modules.EMBEDDED,
            Modules.AWS,
            Modules.AWS_DIRECT,
            Modules.DYNAMODB,
            Modules.AWS_DIRECT);
    return dependencyCondition(
        "see no other provider",
        (own, other) ->
            Modules.modules(Layer.PROVIDERS).contains(other)
                && own != other
                && madeOf.get(own) != other,
        alwaysTrue());
  }

  private static ArchCondition<JavaClass> useNoInternalsOfAnotherModule() {
    return dependencyCondition(
        "use no internals of another module",
        (own, other) -> own != other,
        resideInAnyPackage("dev.ferry..internal.."));
  }

  private interface Forbidden {
    boolean test(Modules own, Modules other);
  }

  /** Violated by each dependency on a target in another module that is forbidden to this one. */
  private static ArchCondition<JavaClass> dependencyCondition(
      String description, Forbidden forbidden, DescribedPredicate<? super JavaClass> targets) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        Modules own = Modules.of(origin.getPackageName()).orElseThrow();
        origin.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> targets.test(dependency.getTargetClass()))
            .filter(
                dependency ->
                    Modules.of(dependency.getTargetClass().getPackageName())
                        .filter(other -> forbidden.test(own, other))
                        .isPresent())
            .forEach(
                dependency ->
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
      }
    };
  }

  /** Violated by a field whose type can only be there to be changed. */
  private static ArchCondition<JavaField> notHoldState() {
    Set<Class<?>> mutable = Set.of(Collection.class, Map.class, ThreadLocal.class);
    return new ArchCondition<>("not hold state") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        JavaClass type = field.getRawType();
        boolean holdsState =
            type.getPackageName().startsWith("java.util.concurrent.atomic")
                || (!type.isInterface() && mutable.stream().anyMatch(type::isAssignableTo));
        if (holdsState) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " holds state"));
        }
      }
    };
  }
}
