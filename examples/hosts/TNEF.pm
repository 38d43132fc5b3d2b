# SPDX-License-Identifier: MIT
# SpamAssassin: rules about what is in winmail.dat. Needs libffi-platypus-perl. In a file *.pre
#
#     loadplugin Mail::SpamAssassin::Plugin::TNEF /etc/spamassassin/TNEF.pm
#
# and in local.cf
#
#     body   TNEF_BAD_EXT eval:check_tnef_name('\.(?:exe|scr|js|vbs|lnk)$')
#     score  TNEF_BAD_EXT 4
#     body   TNEF_DAMAGED eval:check_tnef_damaged()
#     score  TNEF_DAMAGED 1
#     body   TNEF_CONTACT eval:check_tnef_type('^IPM\.Contact$')
#     body   TNEF_HIDING  eval:check_tnef_anomaly('^(?:content|remainder)$')
#
# A type is the class of a message, or what an attachment says it is; "winmail explain" tells what anomalies are.
package Mail::SpamAssassin::Plugin::TNEF;
use strict;
use warnings;
use FFI::Platypus;
use FFI::Platypus::Buffer;
use JSON::PP;
use Mail::SpamAssassin::Plugin;
our @ISA = ('Mail::SpamAssassin::Plugin');

my $ffi = FFI::Platypus->new(api => 1, lib => 'libtnef.so.0.2');
my $line = '';
my $sink = $ffi->closure(sub {
    my (undef, $buf, $len) = @_;
    $line .= buffer_to_scalar($buf, $len);
    return 0;
});
$sink->sticky;      # for as long as the program runs
my $pointer = $ffi->cast('(opaque,opaque,size_t,opaque)->sint32' => 'opaque', $sink);
my $write = $ffi->function(tnef_json_write => ['opaque', 'size_t', 'opaque', 'opaque'] => 'sint32');
# tnef_json_config: size, flags, sink, user, max_output, and three pointers
my $config = pack 'LLJJQJJJ', 4 + 4 + 8 * 6, 0, $pointer, 0, 1 << 20, 0, 0, 0;

sub new {
    my ($class, $main) = @_;
    my $self = bless $class->SUPER::new($main), $class;
    $self->register_eval_rule($_) for qw(check_tnef_name check_tnef_type check_tnef_anomaly check_tnef_damaged);
    return $self;
}

# The descriptions of all streams in a mail, made once.
sub described {
    my ($pms) = @_;
    return @{ $pms->{tnef_described} } if $pms->{tnef_described};
    my @all;
    for my $part ($pms->get_message->find_parts(qr/./, 1)) {
        my $bytes = $part->decode();
        next unless defined $bytes && substr($bytes, 0, 4) eq "\x78\x9f\x3e\x22";
        my ($p, $n) = scalar_to_buffer($bytes);
        my ($c) = scalar_to_buffer($config);
        $line = '';
        my $json = $write->call($p, $n, $c, undef) == 0 ? eval { decode_json($line) } : undef;
        push @all, $json // { status => 'unreadable' };
    }
    $pms->{tnef_described} = \@all;
    return @all;
}

# A message and those in it.
sub messages {
    my ($message) = @_;
    return () unless $message;
    return $message, map { messages($_->{message}), map { messages($_) } @{ $_->{more_messages} // [] } }
        @{ $message->{attachments} // [] };
}

# Whether the pattern finds one of what |$of| takes from a description.
sub is_found {
    my ($pms, $pattern, $of) = @_;
    return (grep { defined && /$pattern/i } map { $of->($_) } described($pms)) ? 1 : 0;
}

sub check_tnef_name {
    my ($self, $pms, $body, $pattern) = @_;
    return is_found($pms, $pattern,
        sub { map { $_->{name} } map { @{ $_->{attachments} // [] } } messages($_[0]->{message}) });
}

sub check_tnef_type {
    my ($self, $pms, $body, $pattern) = @_;
    return is_found($pms, $pattern,
        sub { map { $_->{class}, map { $_->{type} } @{ $_->{attachments} // [] } } messages($_[0]->{message}) });
}

sub check_tnef_anomaly {
    my ($self, $pms, $body, $pattern) = @_;
    return is_found($pms, $pattern, sub { map { $_->{code} } @{ $_[0]->{anomalies} // [] } });
}

sub check_tnef_damaged {
    my ($self, $pms) = @_;
    for my $stream (described($pms)) {
        return 1 if $stream->{status} ne 'TNEF_OK';
    }
    return 0;
}

1;
