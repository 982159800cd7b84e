// Validates with Jena SHACL and TopQuadrant SHACL, for docs/checks/shacl.py and bench/shacl.py.
//   java -cp 'lib/*' ShaclPeers.java reports FOLDER            each case of a folder: NAME.jena.nt, NAME.topquadrant.nt
//   java -cp 'lib/*' ShaclPeers.java time ENGINE SHAPES DATA N  milliseconds of each of N validations, then the results
// lib has org.topbraid:shacl and org.apache.jena:jena-shacl of the same Jena, with their dependencies.
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.jena.rdf.model.*;
import org.apache.jena.riot.*;
import org.apache.jena.shacl.*;
import org.topbraid.shacl.validation.ValidationUtil;

public class ShaclPeers {
  interface Engine { Model report(Model shapes, Model data) throws Exception; }

  static Engine engine(String name) {
    if (name.equals("jena")) return (shapes, data) -> ShaclValidator.get().validate(shapes.getGraph(), data.getGraph()).getModel();
    return (shapes, data) -> ValidationUtil.validateModel(data, shapes, false).getModel();
  }

  public static void main(String[] a) throws Exception {
    org.apache.jena.sys.JenaSystem.init();
    if (a[0].equals("reports")) reports(Paths.get(a[1])); else time(a[1], a[2], a[3], Integer.parseInt(a[4]));
  }

  static void reports(Path folder) throws Exception {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.shapes.ttl")) {
      for (Path shapes : all) {
        String name = shapes.toString().replace(".shapes.ttl", "");
        for (String engine : new String[] {"jena", "topquadrant"}) {
          try (OutputStream out = new FileOutputStream(name + "." + engine + ".nt")) {
            Model report = engine(engine).report(RDFDataMgr.loadModel(shapes.toString()), RDFDataMgr.loadModel(name + ".data.nt"));
            RDFDataMgr.write(out, report, Lang.NTRIPLES);
          } catch (Throwable e) {
            Files.writeString(Paths.get(name + "." + engine + ".error"), e.toString());
          }
        }
      }
    }
  }

  static void time(String engine, String shapesFile, String dataFile, int n) throws Exception {
    Model shapes = RDFDataMgr.loadModel(shapesFile), data = RDFDataMgr.loadModel(dataFile);
    int results = 0;
    for (int i = 0; i < n; i++) {
      long begin = System.nanoTime();
      Model report = engine(engine).report(shapes, data);
      System.out.println((System.nanoTime() - begin) / 1000000);
      results = report.listStatements(null, report.createProperty("http://www.w3.org/ns/shacl#result"), (RDFNode) null).toList().size();
    }
    System.out.println("results " + results);
  }
}
