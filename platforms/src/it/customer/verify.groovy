def log = new File(basedir, 'build.log').text
assert !log.contains('[WARNING]') || log.readLines().findAll { it.contains('[WARNING]') && it.toLowerCase().contains('analyser') } == []
def publish = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/cp-conversion/fm.out/user-aggregated-publish.json'))
assert !publish.configurations && !publish.bundles && !publish.'oak-index-definitions:JSON|false'
