using System.Net;
using ParseWorker.Worker.Remote;

namespace ParseWorker.Worker.Tests.Remote;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("0.0.0.0", "this machine")]
    [InlineData("127.0.0.1", "this machine")]
    [InlineData("127.255.255.254", "this machine")]
    [InlineData("::", "this machine")]
    [InlineData("::1", "this machine")]
    [InlineData("10.1.2.3", "private")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("100.64.0.1", "private")]
    [InlineData("fd12:3456::1", "private")]
    [InlineData("fec0::1", "private")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.250", "multicast")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("255.255.255.255", "reserved")]
    [InlineData("192.0.0.192", "reserved")]
    [InlineData("192.0.2.1", "reserved")]
    [InlineData("198.18.0.1", "reserved")]
    [InlineData("2001:db8::1", "reserved")]
    [InlineData("2001::1", "reserved")]
    [InlineData("100::1", "reserved")]
    [InlineData("4000::1", "reserved")]
    [InlineData("::ffff:8.8.8.8", "IPv4 address within IPv6")]
    [InlineData("::ffff:169.254.169.254", "IPv4 address within IPv6")]
    [InlineData("::127.0.0.1", "IPv4 address within IPv6")]
    [InlineData("64:ff9b::a9fe:a9fe", "IPv4 address within IPv6")]
    [InlineData("64:ff9b:1::1", "IPv4 address within IPv6")]
    [InlineData("2002:7f00:1::", "IPv4 address within IPv6")]
    public void Against_AnAddressThatIsNotPublic_NamesTheRule(string address, string rule) =>
        Assert.Contains(rule, Rules().Against(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("2a00:1450::1")]
    public void Against_APublicAddress_IsNothing(string address) => Assert.Null(Rules().Against(IPAddress.Parse(address)));

    [Fact]
    public void Against_AnAllowedNetwork_IsNothingThere()
    {
        var rules = Rules("10.1.0.0/16, 127.0.0.1");

        Assert.Null(rules.Against(IPAddress.Parse("10.1.255.1")));
        Assert.Null(rules.Against(IPAddress.Parse("127.0.0.1")));
        Assert.NotNull(rules.Against(IPAddress.Parse("10.2.0.1")));
        Assert.NotNull(rules.Against(IPAddress.Parse("127.0.0.2")));
        Assert.NotNull(rules.Against(IPAddress.Parse("::ffff:10.1.0.1")));
    }

    private static AddressRules Rules(string allowed = "") => new(NetworkList.Parse(allowed));

    [Theory]
    [InlineData("10.0.0.0/40")]
    [InlineData("somewhere")]
    public void Validate_WhatIsNoNetwork_IsRefusedWithASentence(string networks)
    {
        var result = new FetchOptionsValidator().Validate(null, new FetchOptions { AllowedNetworks = networks });

        Assert.True(result.Failed);
        Assert.Contains("Fetching__AllowedNetworks", result.FailureMessage, StringComparison.Ordinal);
    }
}
