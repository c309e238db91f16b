package dev.ferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules, held against every class that Ferry ships. */
class ArchitectureTest {
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.ferry");

  @ParameterizedTest
  @EnumSource
  void shippedClasses_keepTheRules(Rules rule) {
    rule.rule().check(SHIPPED);
  }

  @ParameterizedTest
  @EnumSource
  void module_isHere(Modules module) {
    assertThat(SHIPPED.that(module.classes())).as("classes of %s", module).isNotEmpty();
  }

  @Test
  void shippedClass_belongsToAModule() {
    assertThat(SHIPPED)
        .extracting(JavaClass::getPackageName)
        .allSatisfy(name -> assertThat(Modules.of(name)).as(name).isPresent());
  }

  @Test
  void shippedPackage_isNullMarked() {
    assertThat(SHIPPED)
        .filteredOn(type -> !Rules.generated().test(type))
        .extracting(JavaClass::getPackage)
        .allSatisfy(
            (JavaPackage in) ->
                assertThat(in.isAnnotatedWith(NullMarked.class)).as(in.getName()).isTrue());
  }
}
