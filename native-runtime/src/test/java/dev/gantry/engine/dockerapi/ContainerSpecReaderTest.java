package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.container.ContainerSpec;
import dev.gantry.engine.container.HostSpec;
import dev.gantry.engine.container.MountSpec;
import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSpecReaderTest {
    private final ContainerSpecReader reader = new ContainerSpecReader();

    private ContainerSpec read(String json) throws IOException {
        return reader.read(JsonObject.of(new ObjectMapper().readTree(json.replace('\'', '"'))));
    }

    private HostSpec host(String hostConfig) throws IOException {
        return read("{'Image':'i','HostConfig':{" + hostConfig + "}}").host();
    }

    private EngineException refused(String json) {
        return assertThrows(EngineException.class, () -> read(json));
    }

    @Test
    void everyPortableFieldIsRead() throws IOException {
        ContainerSpec spec = read("""
                {'Image':'i','Entrypoint':['a'],'Cmd':['b','c'],'Env':['X=1'],'WorkingDir':'/w','User':'u','Hostname':'h',
                'Domainname':'d','Tty':true,'OpenStdin':true,'StdinOnce':true,'AttachStdin':true,'AttachStdout':true,
                'AttachStderr':true,'Labels':{'k':'v'},'Volumes':{'/v':{}},'ExposedPorts':{'80/tcp':{}},'StopSignal':'USR1',
                'StopTimeout':3}""");
        assertEquals("i", spec.image());
        assertEquals(List.of("a"), spec.entrypoint());
        assertEquals(List.of("b", "c"), spec.cmd());
        assertEquals(List.of("X=1"), spec.env());
        assertEquals(
                "/w u h d", spec.workingDir() + " " + spec.user() + " " + spec.hostname() + " " + spec.domainname());
        assertTrue(spec.tty() && spec.openStdin() && spec.stdinOnce());
        assertTrue(spec.attachStdin() && spec.attachStdout() && spec.attachStderr());
        assertEquals(Map.of("k", "v"), spec.labels());
        assertEquals(Set.of("/v"), spec.volumes());
        assertEquals(Set.of("80/tcp"), spec.exposedPorts());
        assertEquals("USR1", spec.stopSignal());
        assertEquals(3, spec.stopTimeout());
        assertEquals(List.of(), reader.warnings());
    }

    @Test
    void namesOfFieldsAreReadAsGoReadsThem() throws IOException {
        assertEquals(
                64 << 20,
                read("{'image':'i','HOSTCONFIG':{'memory':67108864}}")
                        .host()
                        .limits()
                        .memory());
    }

    @Test
    void aCommandMayBeOneString() throws IOException {
        ContainerSpec spec = read("{'Image':'i','Cmd':'ls','Entrypoint':null}");
        assertEquals(List.of("ls"), spec.cmd());
        assertNull(spec.entrypoint());
    }

    @Test
    void whatTheClientSendsByDefaultIsFine() throws IOException {
        HostSpec host = host("""
                'Binds':null,'ContainerIDFile':'/tmp/id','LogConfig':{'Type':'','Config':{}},'NetworkMode':'default',
                'PortBindings':{},'RestartPolicy':{'Name':'no','MaximumRetryCount':0},'AutoRemove':true,'VolumeDriver':'',
                'VolumesFrom':null,'ConsoleSize':[24,80],'CapAdd':null,'CgroupnsMode':'','Dns':[],'DnsOptions':[],'IpcMode':'',
                'Links':null,'OomScoreAdj':0,'PidMode':'','PublishAllPorts':false,'UTSMode':'','UsernsMode':'','ShmSize':0,
                'Isolation':'','BlkioWeightDevice':[],'BlkioDeviceReadBps':null,'Devices':[],'DeviceRequests':null,
                'MemorySwappiness':-1,'OomKillDisable':false,'PidsLimit':0,'Ulimits':[],'MaskedPaths':null""");
        assertTrue(host.autoRemove());
        assertEquals(24, host.consoleRows());
        assertEquals(-1, host.limits().memorySwappiness());
        assertEquals(List.of(), reader.warnings());
    }

    @Test
    void limitsAreRead() throws IOException {
        HostSpec host = host("'Memory':1,'MemorySwap':-1,'NanoCpus':500000000,'PidsLimit':-7,'CpusetCpus':'0',"
                + "'Ulimits':[{'Name':'NOFILE','Soft':1,'Hard':2}]");
        assertEquals(1, host.limits().memory());
        assertEquals(-1, host.limits().memorySwap());
        assertEquals(500_000_000, host.limits().nanoCpus());
        assertEquals(-1, host.limits().pidsLimit());
        assertEquals(List.of(new HostSpec.Ulimit("nofile", 1, 2)), host.ulimits());
    }

    @ParameterizedTest
    @CsvSource({
        "/h:/c, BIND, /h, /c, false, ''",
        "'/h:/c:ro,rprivate', BIND, /h, /c, true, 'ro,rprivate'",
        "name:/c, VOLUME, name, /c, false, ''",
        "/c, VOLUME, '', /c, false, ''",
        "/h:/c:z, BIND, /h, /c, false, z"
    })
    void bindsAreReadInAllTheirForms(
            String bind, MountSpec.Type type, String source, String target, boolean readonly, String mode)
            throws IOException {
        MountSpec mount = host("'Binds':['" + bind + "']").mounts().getFirst();
        assertEquals(type, mount.type());
        assertEquals(source, mount.source());
        assertEquals(target, mount.target());
        assertEquals(readonly, mount.readonly());
        assertEquals(mode, mount.mode());
        assertTrue(mount.shortSyntax() && (mount.createSource() || source.isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "/a:", ":/a", "/a:/b:ro:x", "/a:b", "/a:/b:nonsense", "/a:/b:ro,,rw"})
    void impossibleBindsAreRefused(String bind) {
        assertEquals(
                400,
                refused("{'Image':'i','HostConfig':{'Binds':['" + bind + "']}}")
                        .category()
                        .status());
    }

    @Test
    void mountsAreRead() throws IOException {
        List<MountSpec> mounts = host("'Mounts':[{'Type':'bind','Source':'/h','Target':'/c','ReadOnly':true},"
                        + "{'Type':'tmpfs','Target':'/t','TmpfsOptions':{'SizeBytes':1024,'Mode':448}},"
                        + "{'Type':'volume','Target':'/v'}],'Tmpfs':{'/x':'size=1m'}")
                .mounts();
        assertFalse(mounts.get(0).createSource());
        assertTrue(mounts.get(0).readonly());
        assertEquals("size=1024,mode=700", mounts.get(1).tmpfsOptions());
        assertEquals("", mounts.get(2).source());
        assertEquals("size=1m", mounts.get(3).tmpfsOptions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Privileged':1",
                "'Memory':'1'",
                "'Memory':1.5",
                "'Memory':1e3",
                "'CapAdd':[1]",
                "'Dns':{}",
                "'Tmpfs':{'/x':1}",
                "'ConsoleSize':[1]",
                "'ConsoleSize':[-1,2]",
                "'RestartPolicy':'always'",
                "'RestartPolicy':{'MaximumRetryCount':9999999999}",
                "'MemorySwappiness':101",
                "'BlkioWeight':5",
                "'OomScoreAdj':1001",
                "'ShmSize':-1",
                "'Mounts':[{'Type':'bind','Target':'/c'}]",
                "'Mounts':[{'Type':'nonsense','Target':'/c'}]",
                "'Mounts':[{'Type':'tmpfs','Source':'/h','Target':'/c'}]",
                "'Mounts':['/c']"
            })
    void wrongTypesAndAbsurdValuesAreRefused(String field) {
        assertEquals(
                400,
                refused("{'Image':'i','HostConfig':{" + field + "}}").category().status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'PortBindings':{'80/tcp':[{'HostPort':'80'}]}",
                "'Devices':[{'PathOnHost':'/dev/kvm'}]",
                "'PidMode':'host'",
                "'IpcMode':'host'",
                "'UTSMode':'host'",
                "'CgroupnsMode':'host'",
                "'NetworkMode':'container:x'",
                "'Runtime':'runc'",
                "'VolumesFrom':['x']",
                "'DeviceRequests':[{'Driver':'nvidia'}]",
                "'CgroupParent':'/x'",
                "'Mounts':[{'Type':'volume','Target':'/v','VolumeOptions':{'DriverConfig':{'Options':{'o':'bind'}}}}]"
            })
    void whatIsNotDoneYetIsRefusedAndNotIgnored(String field) {
        EngineException e = refused("{'Image':'i','HostConfig':{" + field + "}}");
        assertEquals(501, e.category().status());
        assertTrue(e.getMessage().endsWith("is not supported by this engine yet"), e.getMessage());
    }

    @Test
    void aHealthCheckIsRefusedButForNone() throws IOException {
        assertEquals(
                501,
                refused("{'Image':'i','Healthcheck':{'Test':['CMD','x']}}")
                        .category()
                        .status());
        read("{'Image':'i','Healthcheck':{'Test':['NONE']}}");
    }

    @Test
    void unknownFieldsAreToldWithTheirPlace() throws IOException {
        read("{'Image':'i','Novelty':1,'Empty':null,'HostConfig':{'Other':['x']}}");
        assertEquals(
                List.of(
                        "The field Novelty is not known to this engine and was ignored.",
                        "The field HostConfig.Other is not known to this engine and was ignored."),
                reader.warnings());
    }

    @Test
    void fieldsThatDifferInCaseOnlyAreDuplicates() {
        assertEquals(
                "invalid JSON: duplicate field \"HostConfig.privileged\"",
                refused("{'Image':'i','HostConfig':{'Privileged':false,'privileged':true}}")
                        .getMessage());
    }

    @Test
    void anUnknownNetworkIsNotFound() {
        assertEquals(
                404,
                refused("{'Image':'i','NetworkingConfig':{'EndpointsConfig':{'mine':{}}}}")
                        .category()
                        .status());
    }
}
