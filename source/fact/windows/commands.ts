import {type Command, command} from '../../engine/command.ts';

// Runs on PowerShell 5.1. Whatever isn't ASCII leaves as \u and four hex digits, so that no code page on the way can damage it, and an
// error leaves as data with its name, which is the same in every language.
const asJson = (body: string): string =>
	[
		"$ErrorActionPreference='Stop';$ProgressPreference='SilentlyContinue';$WarningPreference='SilentlyContinue'",
		`try{$d=@(${body});$o=@{ok=1;data=$d}}catch{$o=@{ok=0;err=$_.Exception.Message;id=$_.FullyQualifiedErrorId}}`,
		'$j=ConvertTo-Json -InputObject $o -Compress -Depth 5',
		"[Console]::Out.Write([regex]::Replace($j,'[^\\x20-\\x7e]',{param($m)'\\u{0:x4}' -f [int][char]$m.Value}))",
	].join(';');

/** A PowerShell script as a command. It starts slowly, so it has more time than other commands. */
export const powershell = (script: string): Command => ({
	...command('powershell', '-NoProfile', '-NonInteractive', '-Command', script),
	timeoutMs: 20_000,
});

/** A PowerShell pipeline whose objects come as the JSON that `readPowershell` reads. */
export const powershellJson = (body: string): Command => powershell(asJson(body));

/** All TCP and UDP sockets with their process, in every Windows. */
export const netstat: Command = command('netstat', '-ano');

/** The IPv4 routes. */
export const routePrint: Command = command('route', 'print', '-4');

/** Listening TCP sockets (Server 2012 and later). */
export const listeningSockets: Command = powershellJson(
	'Get-NetTCPConnection -State Listen|Select-Object LocalAddress,LocalPort,OwningProcess',
);

/** The host's IPv4 addresses (Server 2012 and later). */
export const ipAddresses: Command = powershellJson(
	"Get-NetIPAddress -AddressFamily IPv4|Select-Object IPAddress,PrefixLength,InterfaceAlias,@{n='State';e={[int]$_.AddressState}}",
);

/** The firewall's profiles as they are in force, group policies included. */
export const firewallProfiles: Command = powershellJson(
	"Get-NetFirewallProfile -PolicyStore ActiveStore|Select-Object Name,@{n='Enabled';e={[int]$_.Enabled}},@{n='DefaultInboundAction';e={[int]$_.DefaultInboundAction}}",
);

/** Which profile each network uses: 0 public, 1 private, 2 domain. */
export const networkCategories: Command = powershellJson(
	"Get-NetConnectionProfile|Select-Object InterfaceAlias,@{n='NetworkCategory';e={[int]$_.NetworkCategory}}",
);

/** The inbound rules that are in force, joined with their ports, addresses and programs: four queries instead of thousands. */
export const firewallRules: Command = powershellJson(
	[
		"$s='ActiveStore';$p=@{};$a=@{};$g=@{}",
		'Get-NetFirewallPortFilter -PolicyStore $s|ForEach-Object{$p[$_.InstanceID]=$_}',
		'Get-NetFirewallAddressFilter -PolicyStore $s|ForEach-Object{$a[$_.InstanceID]=$_}',
		'Get-NetFirewallApplicationFilter -PolicyStore $s|ForEach-Object{$g[$_.InstanceID]=$_}',
		'Get-NetFirewallRule -PolicyStore $s -Enabled True -Direction Inbound|ForEach-Object{$i=$_.InstanceID;[pscustomobject]@{DisplayName=$_.DisplayName;Name=$_.Name;Enabled=[int]$_.Enabled;Direction=[int]$_.Direction;Action=[int]$_.Action;Profile=[int]$_.Profile;Protocol=[string]$p[$i].Protocol;LocalPort=@($p[$i].LocalPort);LocalAddress=@($a[$i].LocalAddress);RemoteAddress=@($a[$i].RemoteAddress);Program=[string]$g[$i].Program}}',
	].join(';'),
);
