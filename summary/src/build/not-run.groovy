import javax.xml.parsers.DocumentBuilderFactory

def reason = { it.getAttribute('message').replaceFirst(/(?s).*==> /, '') }
def notRun = new TreeMap()
new File(project.basedir, '..').listFiles().each { module ->
    ['surefire-reports', 'failsafe-reports'].each { folder ->
        new File(module, "target/$folder").listFiles()?.each { report ->
            if (!report.name.matches('TEST-.*[.]xml') || report.lastModified() < session.startTime.time) {
                return
            }
            def suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report).documentElement
            def name = suite.getAttribute('name').tokenize('.').last()
            def skipped = suite.getElementsByTagName('skipped')
            if (skipped.length > 0 && skipped.length == suite.getElementsByTagName('testcase').length) {
                notRun[name] = reason(skipped.item(0))
            } else {
                (0..<skipped.length).each {
                    notRun["$name.${skipped.item(it).parentNode.getAttribute('name')}".toString()] = reason(skipped.item(it))
                }
            }
        }
    }
}
if (project.properties.nightly != 'true') {
    notRun['core: tests of any catalog, with PostgreSQL'] = 'needs -Pnightly'
    notRun['platforms: projects that embed the package, judged by the analyser'] = 'needs -Pnightly'
}
if (notRun) {
    log.info('Not run; ./nightly.sh runs what needs -Pnightly, and CONTRIBUTING.md tells when to run it:')
    notRun.each { what, why -> log.info("  $what: $why") }
}
