package dev.ferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public type of a library says what it is; the compiler checks that it says so soundly. */
class JavadocTest {
  private static List<String> libraries() {
    return Checkout.modules().stream()
        .filter(module -> !Checkout.sources(module).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void publicType_saysWhatItIs(String module) throws IOException {
    try (StandardJavaFileManager files = compiler().getStandardFileManager(null, null, null)) {
      List<Path> sources = Checkout.sources(module);
      assertThat(undocumented(files.getJavaFileObjectsFromPaths(sources))).isEmpty();
    }
  }

  @Test
  void undocumentedTypes_areFound_alsoNested() throws IOException {
    JavaFileObject source =
        source("/** Said. */ public class A { public record B() {} class Hidden {} } enum C {}");

    assertThat(undocumented(List.of(source))).containsExactly("B");
  }

  private static List<String> undocumented(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    JavacTask task = (JavacTask) compiler().getTask(null, null, null, null, null, sources);
    DocTrees docs = DocTrees.instance(task);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      new TreePathScanner<Void, List<String>>() {
        @Override
        public Void visitClass(ClassTree type, List<String> undocumented) {
          if (isPublic(getCurrentPath()) && docs.getDocCommentTree(getCurrentPath()) == null) {
            undocumented.add(type.getSimpleName().toString());
          }
          return super.visitClass(type, undocumented);
        }
      }.scan(unit, found);
    }
    return found;
  }

  /** Whether a type can be named from everywhere; members of an interface always are public. */
  private static boolean isPublic(TreePath path) {
    if (!(path.getLeaf() instanceof ClassTree type)) {
      return path.getLeaf() instanceof CompilationUnitTree;
    }
    TreePath parent = path.getParentPath();
    boolean inInterface =
        parent.getLeaf() instanceof ClassTree outer && outer.getKind().name().equals("INTERFACE");
    return (inInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC))
        && isPublic(parent);
  }

  private static JavaCompiler compiler() {
    return ToolProvider.getSystemJavaCompiler();
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
