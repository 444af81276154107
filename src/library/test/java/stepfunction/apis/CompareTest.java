package stepfunction.apis;

import com.google.gson.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class CompareTest {
    static String sorted(String s) {
        var l = new ArrayList<String>();
        for (var x : s.split("; ")) {
            var h = x.split(" on ", 2);
            if (h.length < 2) {
                l.add(x);
                continue;
            }
            for (var a : h[0].split(", ")) l.add(a + " on " + h[1]);
        }
        Collections.sort(l);
        return String.join("\n      ", l);
    }

    @Test
    void compare() throws Exception {
        for (var f : List.of("grants.csv", "map-grants.csv"))
            for (var row : Files.readAllLines(Path.of("test/resources/stepfunction/grants/" + f))) {
                var c = row.split(" \\| ");
                if (c.length < 3 || c[0].equals("integration")) continue;
                if (f.startsWith("map")) {
                    System.out.println("MAP " + row);
                    continue;
                }
                if (row.contains("${")) continue;
                var key = c[0].replaceAll("\\.(sync|waitFor).*", "");
                var json = JsonParser.parseString(
                                c[1].replace(".$\"", "\"").replaceAll(": \"\\$\\.[a-z]+\"", ": \"COMPUTED\""))
                        .getAsJsonObject();
                String got;
                if (key.startsWith("aws-sdk:")) {
                    var k = key.split(":");
                    got = Statements.of(
                            Apis.find(k[1], k[2]).get().authorizations().get(), json);
                } else {
                    var o = OptimizedApis.find(key).get();
                    var all = new ArrayList<>(o.authorizations().get());
                    if (c[0].contains(".sync")) all.addAll(o.ofJob());
                    got = Statements.of(all, json);
                    if (c[0].contains(".sync") && o.managedRule().isPresent())
                        got +=
                                "; events:PutTargets, events:PutRule, events:DescribeRule on arn:aws:events:eu-central-1:123456789012:rule/"
                                        + o.managedRule().get();
                }
                if (!sorted(got).equals(sorted(c[2])))
                    System.out.println(
                            "DIFF " + c[0] + " " + c[1] + "\n  want " + sorted(c[2]) + "\n  got  " + sorted(got));
            }
    }
}
