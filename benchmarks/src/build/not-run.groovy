import javax.xml.parsers.DocumentBuilderFactory

def notRun = new TreeMap()
new File(project.basedir, '..').listFiles().each { module ->
    ['surefire-reports', 'failsafe-reports'].each { reports ->
        new File(module, "target/$reports").listFiles()?.each { report ->
            if (!report.name.endsWith('.xml') || report.lastModified() < session.startTime.time) {
                return
            }
            def skipped = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report).getElementsByTagName('skipped')
            (0..<skipped.length).each {
                def test = skipped.item(it).parentNode
                def name = test.getAttribute('classname').tokenize('.').last()
                // A class that is not run at all has no test of its own in its report.
                def method = test.getAttribute('name')
                notRun[method && !method.endsWith(name) ? "$name.$method" : name] = skipped.item(it).getAttribute('message')
            }
        }
    }
}
if (project.properties.nightly != 'true') {
    notRun['core: tests of any catalog, with PostgreSQL'] = 'needs -Pnightly'
    notRun['platforms: projects that embed the package, judged by the analyser'] = 'needs -Pnightly'
}
if (notRun) {
    log.info('Not run (CONTRIBUTING.md tells when to run it):')
    notRun.each { what, why -> log.info("  $what: $why") }
}
