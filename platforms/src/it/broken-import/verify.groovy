def log = new File(basedir, 'build.log').text
assert log.contains('org.apache.sling.api.resource') && log.contains('[99,100)')
